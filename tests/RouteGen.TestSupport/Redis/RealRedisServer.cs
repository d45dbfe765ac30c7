using System.Diagnostics;
using System.Globalization;
using RouteGen.TestSupport.Wire;

namespace RouteGen.TestSupport.Redis;

/// <summary>The program redis-server, where one is on the path.</summary>
public sealed class RealRedisServer : RedisServer
{
    private static readonly string? Program = Find();

    private Process? _process;

    public override string? Missing => Program is null
        ? "There is no redis-server on the path: install it (Debian and Ubuntu: apt-get install redis-server; macOS: brew install redis)."
        : null;

    /// <summary>The process, for signals.</summary>
    public int ProcessId => _process!.Id;

    protected override bool IsRunning => _process is { HasExited: false };

    public override RedisServer Another(bool isDurable = false, bool isCluster = false) =>
        new RealRedisServer { IsDurable = isDurable, IsCluster = isCluster };

    public override async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    protected override void Launch()
    {
        string[] durability = IsDurable ? ["--appendonly", "yes", "--appendfsync", "always"] : ["--appendonly", "no"];
        string[] cluster = IsCluster ? ["--cluster-enabled", "yes", "--cluster-port", Text(FreePort.Take())] : [];
        string[] arguments = ["--bind", "127.0.0.1", "--port", Text(Port), "--dir", Folder, "--save", "", .. durability, .. cluster];
        var start = new ProcessStartInfo(Program!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        _process = Process.Start(start)!;
        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(static folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "redis-server.exe" : "redis-server"))
        .FirstOrDefault(File.Exists);
}

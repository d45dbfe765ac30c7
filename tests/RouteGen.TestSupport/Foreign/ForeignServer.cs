using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace RouteGen.TestSupport.Foreign;

/// <summary>
/// A server that somebody else wrote, from npm, on a free port of loopback. <c>.ci/run</c> installs them; where they are not, the tests are
/// skipped. A server sees no variable of the machine's, and its proxy for everything but loopback is a port where nothing listens.
/// </summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private const string Nowhere = "http://127.0.0.1:9";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly string Repository = FindRepository();

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _said = [];
    private readonly TaskCompletionSource<int> _listening = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ForeignServer(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>
    /// Where npm put the servers: <c>npm install --prefix artifacts/foreign</c> with the package.json that is beside the scripts.
    /// </summary>
    public static string Modules { get; } = Path.Combine(Repository, "artifacts", "foreign", "node_modules");

    public int Port { get; private set; }

    /// <summary>What it wrote, for the message of a test that fails.</summary>
    public string Said => string.Join('\n', _said);

    /// <summary>Skips a test where a package is not installed.</summary>
    public static void Need(string package) => Assert.SkipUnless(
        Directory.Exists(Path.Combine(Modules, package)),
        $"{package} is not installed: .ci/run does it where npm is there.");

    /// <summary>Starts a script of <c>Servers</c>, which says <c>listening PORT</c> when it is ready.</summary>
    public static async Task<ForeignServer> StartAsync(string script, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            "node", [Path.Combine(Repository, "tests/RouteGen.Providers.Tests/Foreign/Servers", script), Modules, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        var path = Environment.GetEnvironmentVariable("PATH");
        start.Environment.Clear();
        start.Environment["PATH"] = path;
        start.Environment["HOME"] = Path.GetTempPath();
        foreach (var proxy in new[] { "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy" })
        {
            start.Environment[proxy] = Nowhere;
        }

        start.Environment["NO_PROXY"] = start.Environment["no_proxy"] = "127.0.0.1,localhost";
        var server = new ForeignServer(Process.Start(start)!);
        try
        {
            server.Port = await server._listening.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            await server.DisposeAsync();
            throw new InvalidOperationException($"{script} did not start: {server.Said}");
        }

        return server;
    }

    public string Endpoint(string path) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}{path}");

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            return;
        }

        _said.Enqueue(line);
        if (line.StartsWith("listening ", StringComparison.Ordinal)
            && int.TryParse(line["listening ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var port))
        {
            _listening.TrySetResult(port);
        }
    }

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RouteGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}

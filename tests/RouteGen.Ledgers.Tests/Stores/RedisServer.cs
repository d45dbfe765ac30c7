using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace RouteGen.Ledgers.Tests.Stores;

/// <summary>The real redis-server on a free port of loopback, with a folder of its own.</summary>
public sealed partial class RedisServer : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-redis-").FullName;
    private Process? _process;

    /// <summary>Whether each answer waits until it is on disk.</summary>
    public bool IsDurable { get; init; }

    public int Port { get; private set; }

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port},allowAdmin=true");

    /// <summary>Takes a free port and starts it.</summary>
    public async ValueTask InitializeAsync()
    {
        Port = FreePort();
        await StartAsync();
    }

    /// <summary>Starts it on the same port and folder as before.</summary>
    public async Task StartAsync()
    {
        string[] durability = IsDurable ? ["--appendonly", "yes", "--appendfsync", "always"] : ["--appendonly", "no"];
        string[] arguments = ["--bind", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture), "--dir", _folder, "--save", "", .. durability];
        try
        {
            _process = Process.Start(new ProcessStartInfo("redis-server", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("The program redis-server has to be on the path (Debian: apt-get install redis-server; .ci/run installs it).", e);
        }

        _ = _process.StandardOutput.ReadToEndAsync();
        _ = _process.StandardError.ReadToEndAsync();
        for (var i = 0; i < 500; i++)
        {
            if (_process.HasExited)
            {
                throw new InvalidOperationException("redis-server ended at once.");
            }

            if (await AnswersAsync())
            {
                return;
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException("redis-server did not answer within ten seconds.");
    }

    /// <summary>Ends it as a crash would.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    /// <summary>Ends it, and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            await using NetworkStream stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[5];
            await stream.ReadExactlyAsync(answer);
            // While it reads what it has on disk it answers -LOADING.
            return answer.AsSpan().SequenceEqual("+PONG"u8);
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}

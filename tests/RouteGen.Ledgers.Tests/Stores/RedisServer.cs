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

    /// <summary>Whether it is a cluster, of this one node, that refuses calls whose keys are in different slots.</summary>
    public bool IsCluster { get; init; }

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
        string[] cluster = IsCluster ? ["--cluster-enabled", "yes", "--cluster-port", FreePort().ToString(CultureInfo.InvariantCulture)] : [];
        string[] arguments = ["--bind", "127.0.0.1", "--port", Port.ToString(CultureInfo.InvariantCulture), "--dir", _folder, "--save", "", .. durability, .. cluster];
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

            if (await AnswersAsync("PING", "+PONG") && (!IsCluster || (await AnswersAsync("CLUSTER ADDSLOTSRANGE 0 16383", "+OK") && await IsClusterReadyAsync())))
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

    private async Task<bool> IsClusterReadyAsync()
    {
        for (var i = 0; i < 500; i++)
        {
            // A read of a key that is not there answers nothing, once the cluster serves.
            if (await AnswersAsync("GET ready", "$-1"))
            {
                return true;
            }

            await Task.Delay(20);
        }

        return false;
    }

    /// <summary>While it reads what it has on disk, it answers -LOADING.</summary>
    private async Task<bool> AnswersAsync(string command, string answer)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream());
            await writer.WriteAsync($"{command}\r\n");
            await writer.FlushAsync();
            return await reader.ReadLineAsync() == answer;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}

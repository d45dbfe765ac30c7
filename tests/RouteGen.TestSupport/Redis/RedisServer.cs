using System.Globalization;
using System.Net;
using System.Net.Sockets;
using RouteGen.TestSupport.Wire;

namespace RouteGen.TestSupport.Redis;

/// <summary>
/// A Redis server on a free port of loopback, with a folder of its own: <see cref="RealRedisServer"/> is the program, and Garnet, in the
/// test process, stands in for it on machines that lack it (<c>GarnetServer</c>). Suites of tests run on both: see <c>RedisSuite</c>. Who
/// started a server stops it.
/// </summary>
public abstract partial class RedisServer : IAsyncDisposable
{
    /// <summary>Whether each answer waits until it is on disk.</summary>
    public bool IsDurable { get; init; }

    /// <summary>Whether it is a cluster, of this one node, that refuses calls whose keys are in different slots.</summary>
    public bool IsCluster { get; init; }

    /// <summary>Why it cannot run on this machine, and what would have to be installed; null where it can.</summary>
    public virtual string? Missing => null;

    public int Port { get; private set; }

    /// <summary>
    /// How it is reached, with as much time for an answer as a machine needs that has much else to do. What is said behind it counts.
    /// </summary>
    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture, $"127.0.0.1:{Port},allowAdmin=true,connectTimeout=60000,asyncTimeout=300000,syncTimeout=300000");

    /// <summary>The same with the client's own times, for those who go on without it while it is away.</summary>
    public string HastyConnectionString => $"{ConnectionString},connectTimeout=5000,asyncTimeout=5000,syncTimeout=5000";

    protected string Folder { get; } = Directory.CreateTempSubdirectory("routegen-redis-").FullName;

    /// <summary>Whether it was started and not yet killed.</summary>
    protected abstract bool IsRunning { get; }

    /// <summary>Another of the same kind, not yet started; whoever asks for it starts and disposes of it.</summary>
    public abstract RedisServer Another(bool isDurable = false, bool isCluster = false);

    /// <summary>Takes a free port and starts it.</summary>
    /// <exception cref="InvalidOperationException">It is <see cref="Missing"/> here, or did not start.</exception>
    public async ValueTask InitializeAsync()
    {
        Port = FreePort.Take();
        await StartAsync();
    }

    /// <summary>Starts it on the same port and folder as before.</summary>
    /// <exception cref="InvalidOperationException">It is <see cref="Missing"/> here, or did not start.</exception>
    public async Task StartAsync()
    {
        if (Missing is { } reason)
        {
            throw new InvalidOperationException(reason);
        }

        Launch();
        for (var i = 0; i < 15_000; i++)
        {
            if (!IsRunning)
            {
                throw new InvalidOperationException($"{GetType().Name} ended at once.");
            }

            if (await AnswersAsync("+PONG", "PING")
                && (!IsCluster || (await AnswersAsync("+OK", "CLUSTER", "ADDSLOTSRANGE", "0", "16383") && await IsClusterReadyAsync())))
            {
                return;
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException($"{GetType().Name} does not answer.");
    }

    /// <summary>Ends it as a crash would: its clients are told nothing, and what it has on disk stays there.</summary>
    public abstract Task KillAsync();

    /// <summary>Ends it, and removes its folder.</summary>
    public async ValueTask DisposeAsync()
    {
        if (IsRunning)
        {
            await KillAsync();
        }

        Directory.Delete(Folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts to listen on <see cref="Port"/>, with what <see cref="Folder"/> holds.</summary>
    protected abstract void Launch();

    private async Task<bool> IsClusterReadyAsync()
    {
        for (var i = 0; i < 15_000; i++)
        {
            // A read of a key that is not there answers nothing, once the cluster serves.
            if (await AnswersAsync("$-1", "GET", "ready"))
            {
                return true;
            }

            await Task.Delay(20);
        }

        return false;
    }

    /// <summary>While it reads what it has on disk, it answers -LOADING.</summary>
    private async Task<bool> AnswersAsync(string answer, params string[] command)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            using var reader = new StreamReader(client.GetStream());
            await using var writer = new StreamWriter(client.GetStream());
            var words = string.Concat(command.Select(static word => $"${word.Length}\r\n{word}\r\n"));
            await writer.WriteAsync($"*{command.Length}\r\n{words}");
            await writer.FlushAsync();
            return await reader.ReadLineAsync() == answer;
        }
        catch (Exception e) when (e is SocketException or IOException)
        {
            return false;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RouteGen.Providers.Tests.Suite;

/// <summary>What a scripted server sends: the bytes, and what becomes of the connection after them.</summary>
internal sealed record Bytes(byte[] Content, Ending Ending = Ending.Close)
{
    public Bytes(string text, Ending ending = Ending.Close)
        : this(Encoding.UTF8.GetBytes(text), ending)
    {
    }

    /// <summary>A reply that ends with its connection, which cannot be distinguished from a cut.</summary>
    public static Bytes Reply(string body, string contentType = "application/json", int status = 200, Ending ending = Ending.Close) =>
        new($"HTTP/1.1 {status} Said\r\nContent-Type: {contentType}\r\nConnection: close\r\n\r\n{body}", ending);
}

public enum Ending
{
    /// <summary>The connection is closed in order.</summary>
    Close,

    /// <summary>The connection is reset.</summary>
    Reset,

    /// <summary>Nothing more comes, until the client goes or the server ends.</summary>
    Hang,
}

/// <summary>
/// A server on loopback that answers each request with bytes that depend on it: replies that no simulated provider of ours would give.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _serving;
    private int _requests;

    public ScriptedServer(Func<string, Bytes> script)
    {
        Script = script;
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>From the request, head and body, to what is sent.</summary>
    public Func<string, Bytes> Script { get; set; }

    public int Requests => Volatile.Read(ref _requests);

    public string Endpoint => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _serving;
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true)
            {
                open.Add(AnswerAsync(await _listener.AcceptSocketAsync(_ended.Token)));
                open.RemoveAll(static task => task.IsCompleted);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                var request = await ReadAsync(socket);
                if (request.Length == 0)
                {
                    return;
                }

                Interlocked.Increment(ref _requests);
                var reply = Script(request);
                await socket.SendAsync(reply.Content, _ended.Token);
                if (reply.Ending == Ending.Hang)
                {
                    await socket.ReceiveAsync(new byte[1], _ended.Token);
                }
                else if (reply.Ending == Ending.Reset)
                {
                    // Else what was sent could be lost with the connection.
                    await Task.Delay(20, _ended.Token);
                    socket.LingerState = new LingerOption(enable: true, seconds: 0);
                }
                else
                {
                    socket.Shutdown(SocketShutdown.Send);
                    await socket.ReceiveAsync(new byte[1], _ended.Token);
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task<string> ReadAsync(Socket socket)
    {
        var request = new StringBuilder();
        var buffer = new byte[65_536];
        while (!IsWhole(request.ToString()))
        {
            var read = await socket.ReceiveAsync(buffer, _ended.Token);
            if (read == 0)
            {
                break;
            }

            request.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        return request.ToString();
    }

    private static bool IsWhole(string request)
    {
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return false;
        }

        var length = request[..head].Split("\r\n")
            .FirstOrDefault(line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase));
        return length is null
            ? request.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
            : request.Length - head - 4 >= int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RouteGen.TestSupport.Wire;

/// <summary>
/// A server on loopback that answers every request with the same bytes and closes: replies that no simulated provider of ours would give.
/// </summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _serving;
    private int _requests;

    public RawServer(string reply)
        : this(reply, [])
    {
    }

    /// <summary>Answers with a head and a body of any bytes, after which it closes the connection.</summary>
    public RawServer(string head, byte[] body)
    {
        _listener.Start();
        _serving = ServeAsync([.. Encoding.UTF8.GetBytes(head), .. body]);
    }

    public int Requests => Volatile.Read(ref _requests);

    /// <summary>The last request as it came, its bytes as Latin-1.</summary>
    public string? LastRequest { get; private set; }

    public string Endpoint => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1";

    public static string Stream(params string[] events) =>
        "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n"
        + string.Concat(events.Select(e => $"data: {e}\n\n"));

    public async ValueTask DisposeAsync()
    {
        // The listener goes last: accepting on one that has just stopped throws.
        await _stopped.CancelAsync();
        await _serving;
        _listener.Stop();
        _stopped.Dispose();
    }

    private async Task ServeAsync(byte[] reply)
    {
        while (true)
        {
            Socket socket;
            try
            {
                socket = await _listener.AcceptSocketAsync(_stopped.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            using (socket)
            {
                try
                {
                    await AnswerAsync(socket, reply);
                }
                catch (Exception e) when (e is SocketException or OperationCanceledException)
                {
                    // The client went away, which ends its connection and no other.
                    continue;
                }
            }
        }
    }

    private async Task AnswerAsync(Socket socket, byte[] reply)
    {
        var request = new StringBuilder();
        var buffer = new byte[16_384];
        while (!IsWhole(request.ToString()))
        {
            var read = await socket.ReceiveAsync(buffer, _stopped.Token);
            if (read == 0)
            {
                break;
            }

            request.Append(Encoding.Latin1.GetString(buffer, 0, read));
        }

        LastRequest = request.ToString();
        Interlocked.Increment(ref _requests);
        await socket.SendAsync(reply, _stopped.Token);
        socket.Shutdown(SocketShutdown.Send);
    }

    private static bool IsWhole(string request)
    {
        var head = request.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (head < 0)
        {
            return false;
        }

        var body = request[(head + 4)..];
        var length = request[..head].Split("\r\n").FirstOrDefault(
            line => line.StartsWith("content-length:", StringComparison.OrdinalIgnoreCase));
        return length is null
            ? body.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
            : body.Length >= int.Parse(length.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}

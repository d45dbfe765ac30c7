using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RouteGen.Dialects.Tests.Ollama;

/// <summary>A server on this machine that gives every request the same reply, byte for byte, and keeps what it was asked.</summary>
internal sealed class OneReplyServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    public OneReplyServer(string body, string contentType = "application/x-ndjson", int status = 200)
    {
        Body = body;
        _listener.Start();
        _serving = ServeAsync(contentType, status);
    }

    /// <summary>What is answered.</summary>
    public string Body { get; set; }

    public Uri Endpoint => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>The bodies of the requests.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    /// <summary>The heads of the requests.</summary>
    public ConcurrentQueue<string> Heads { get; } = [];

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync(string contentType, int status)
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                var stream = client.GetStream();
                await ReadRequestAsync(stream);
                await stream.WriteAsync(
                    Encoding.UTF8.GetBytes($"HTTP/1.1 {status} X\r\nContent-Type: {contentType}\r\nConnection: close\r\n\r\n{Body}"),
                    _end.Token);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            // The test is over.
            return;
        }
    }

    private async Task ReadRequestAsync(NetworkStream stream)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one, _end.Token);
            head.Append((char)one[0]);
        }

        var length = head.ToString().Split("\r\n")
            .Single(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))["Content-Length:".Length..];
        var body = new byte[int.Parse(length, CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _end.Token);
        Heads.Enqueue(head.ToString());
        Requests.Enqueue(Encoding.UTF8.GetString(body));
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RouteGen.Benchmarks.Gateway;

/// <summary>One client for all that are measured: so many connections, each with one request after the other.</summary>
internal static class GatewayLoad
{
    private const int Connections = 16;

    /// <summary>A request whose body is about so long.</summary>
    public static byte[] Request(string path, int size, bool streamed, string token, params string[] headers)
    {
        var text = new StringBuilder();
        while (text.Length < size)
        {
            text.Append("The quick brown fox said \\\"hello\\\" and jumped over the lazy dog.\\n");
        }

        var stream = streamed ? "\"stream\":true," : "";
        var most = path.EndsWith("messages", StringComparison.Ordinal) ? "\"max_tokens\":500," : "\"max_completion_tokens\":500,";
        var body = $$"""{"model":"ask",{{stream}}{{most}}"messages":[{"role":"user","content":"{{text}}"}]}""";
        return Encoding.UTF8.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n"
            + string.Concat(headers.Select(static h => h + "\r\n")) + $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    /// <summary>Sends so many requests, and gives back how many a second were answered.</summary>
    public static async Task<double> RunAsync(int port, byte[] request, int count)
    {
        var left = count;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, Math.Min(Connections, count)).Select(async _ =>
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var replies = new HttpBuffer(socket);
            while (Interlocked.Decrement(ref left) >= 0)
            {
                await HttpBuffer.SendAllAsync(socket, request);
                if (await replies.ReadMessageAsync() is not { Status: 200 } message)
                {
                    throw new InvalidOperationException("A request was not answered with 200.");
                }
            }
        }));
        return count / watch.Elapsed.TotalSeconds;
    }
}

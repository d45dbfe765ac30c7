using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RouteGen.Gateway.Tests.Security;

/// <summary>What a server answered; its status is 0 where it closed the connection without a word.</summary>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    public static RawAnswer None { get; } = new(0, "", "");

    public override string ToString() => $"{Status}: {(Body.Length > 300 ? Body[..300] + "…" : Body)}";
}

/// <summary>Sends bytes to a server as they are, whatever a client of HTTP would say to them, and reads one answer.</summary>
internal static class RawClient
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Task<RawAnswer> SendAsync(Uri server, string request) => SendAsync(server, Encoding.Latin1.GetBytes(request), []);

    /// <param name="server">Where to.</param>
    /// <param name="head">The first bytes.</param>
    /// <param name="body">Those that follow.</param>
    /// <param name="hangsUp">Whether nothing more is sent then, and that is said.</param>
    public static async Task<RawAnswer> SendAsync(Uri server, byte[] head, byte[] body, bool hangsUp = false)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient { NoDelay = true };
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, server.Port, patience.Token);
            var stream = client.GetStream();
            var sending = SendAsync(client, stream, head, body, hangsUp, patience.Token);
            var answer = await ReadAsync(stream, patience.Token);
            await sending;
            return answer;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return RawAnswer.None;
        }
    }

    // A server that has answered and closed takes no more: what it said is what counts.
    private static async Task SendAsync(
        TcpClient client, NetworkStream stream, byte[] head, byte[] body, bool hangsUp, CancellationToken cancellationToken)
    {
        try
        {
            await stream.WriteAsync(head, cancellationToken);
            for (var at = 0; at < body.Length; at += 65_536)
            {
                await stream.WriteAsync(body.AsMemory(at, Math.Min(65_536, body.Length - at)), cancellationToken);
            }

            if (hangsUp)
            {
                client.Client.Shutdown(SocketShutdown.Send);
            }
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return;
        }
    }

    private static async Task<RawAnswer> ReadAsync(NetworkStream stream, CancellationToken cancellationToken)
    {
        var read = new MemoryStream();
        var buffer = new byte[8192];
        while (true)
        {
            int count;
            try
            {
                count = await stream.ReadAsync(buffer, cancellationToken);
            }
            catch (Exception e) when (e is IOException or SocketException)
            {
                count = 0;
            }

            read.Write(buffer, 0, count);
            var text = Encoding.UTF8.GetString(read.GetBuffer(), 0, (int)read.Length);
            if (Parse(text, isEnd: count == 0) is { } answer)
            {
                return answer;
            }
        }
    }

    private static RawAnswer? Parse(string text, bool isEnd)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return isEnd ? RawAnswer.None : null;
        }

        var head = text[..end];
        var body = text[(end + 4)..];
        var status = int.Parse(head.Split(' ')[1], CultureInfo.InvariantCulture);
        var isWhole = head.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? body.EndsWith("0\r\n\r\n", StringComparison.Ordinal)
            : Encoding.UTF8.GetByteCount(body) >= LengthOf(head);
        return isWhole || isEnd ? new(status, head, Dechunked(head, body)) : null;
    }

    private static int LengthOf(string head)
    {
        var at = head.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        return at < 0 ? 0 : int.Parse(head[(at + 16)..].Split('\r')[0], CultureInfo.InvariantCulture);
    }

    private static string Dechunked(string head, string body) => !head.Contains("chunked", StringComparison.OrdinalIgnoreCase) ? body
        : string.Concat(body.Split("\r\n").Where(static line => line.Length > 8 || line.StartsWith('{')));
}

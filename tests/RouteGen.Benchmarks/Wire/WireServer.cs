using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RouteGen.Benchmarks.Wire;

/// <summary>
/// Answers with replies that are ready in memory, in a process of its own, so that the processor time of the caller is all that is
/// measured. It ends when its input does.
/// </summary>
internal static class WireServer
{
    public static async Task RunAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Console.WriteLine(((IPEndPoint)listener.LocalEndpoint).Port);
        var serving = ServeAsync(listener);
        while (await Console.In.ReadLineAsync() is not null)
        {
            // The parent closes the input when it is done.
        }

        listener.Stop();
        await serving;
    }

    private static async Task ServeAsync(TcpListener listener)
    {
        while (true)
        {
            try
            {
                _ = ServeAsync(await listener.AcceptSocketAsync());
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            var buffer = new byte[64 * 1024];
            var length = 0;
            while (true)
            {
                var count = await socket.ReceiveAsync(buffer.AsMemory(length));
                if (count == 0)
                {
                    return;
                }

                length += count;
                if (Request(buffer.AsSpan(0, length)) is { } reply)
                {
                    length = 0;
                    await socket.SendAsync(reply);
                }
            }
        }
    }

    /// <summary>The reply to a request that is here whole; null until it is.</summary>
    private static byte[]? Request(ReadOnlySpan<byte> request)
    {
        var end = request.IndexOf("\r\n\r\n"u8);
        if (end < 0 || !IsWhole(request[..end], request[(end + 4)..]))
        {
            return null;
        }

        var line = Encoding.ASCII.GetString(request[..request.IndexOf((byte)'\r')]);
        var isStreamed = request.IndexOf("\"stream\":true"u8) >= 0;
        return WireReplies.For(line.Split(' ')[1], isStreamed, isLong: request.IndexOf("\"long\""u8) >= 0);
    }

    private static bool IsWhole(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        var text = Encoding.ASCII.GetString(head);
        var at = text.IndexOf("Content-Length: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
        {
            return body.EndsWith("0\r\n\r\n"u8);
        }

        var number = text.AsSpan(at + "Content-Length: ".Length);
        number = number.IndexOf('\r') is >= 0 and var stop ? number[..stop] : number;
        return body.Length >= int.Parse(number, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture);
    }
}

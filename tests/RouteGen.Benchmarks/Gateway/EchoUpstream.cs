using System.Net;
using System.Net.Sockets;
using System.Text;

namespace RouteGen.Benchmarks.Gateway;

/// <summary>
/// The provider behind every gateway that is measured: it reads a request and answers with what is ready in memory, 2 kB whole or a stream
/// of 200 chunks, each of which it sends by itself.
/// </summary>
internal static class EchoUpstream
{
    public const int Chunks = 200;

    private static readonly byte[] Whole = WholeReply();
    private static readonly byte[][] Stream = StreamedReply();

    public static async Task RunAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(512);
        Console.WriteLine($"listening {((IPEndPoint)listener.LocalEndpoint).Port}");
        _ = AcceptAsync(listener);
        await Parent.EndedAsync();
    }

    private static async Task AcceptAsync(TcpListener listener)
    {
        while (true)
        {
            _ = ServeAsync(await listener.AcceptSocketAsync());
        }
    }

    private static async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            socket.NoDelay = true;
            var requests = new HttpBuffer(socket);
            try
            {
                while (await requests.ReadMessageAsync() is { } message)
                {
                    if (!message.IsStreamed)
                    {
                        await HttpBuffer.SendAllAsync(socket, Whole);
                        continue;
                    }

                    foreach (var part in Stream)
                    {
                        await HttpBuffer.SendAllAsync(socket, part);
                    }
                }
            }
            catch (SocketException)
            {
                return;
            }
        }
    }

    private static byte[] WholeReply()
    {
        var text = string.Concat(Enumerable.Range(0, 220).Select(static i => $"word{i % 10} "));
        var body = """{"id":"chatcmpl-1","object":"chat.completion","created":1790000000,"model":"large","""
            + """ "choices":[{"index":0,"message":{"role":"assistant","refusal":null,"content":"""
            + $"\"{text}\""
            + """},"logprobs":null,"finish_reason":"stop"}],"usage":{"prompt_tokens":400,"completion_tokens":220,"""
            + """ "total_tokens":620,"prompt_tokens_details":{"cached_tokens":0}}}""";
        return Encoding.UTF8.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");
    }

    private static byte[][] StreamedReply()
    {
        const string Head = """{"id":"chatcmpl-1","object":"chat.completion.chunk","created":1"""
            + """790000000,"model":"large","service_tier":"default","system_fingerprint":"fp_1",""";
        var parts = new List<byte[]> { Encoding.UTF8.GetBytes(
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n") };
        for (var i = 0; i < Chunks; i++)
        {
            Add(Head + $$"""
                "choices":[{"index":0,"delta":{"content":"word{{i % 10}} "},"logprobs":null,"finish_reason":null}],"usage":null}
                """);
        }

        Add(Head + """
            "choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}],"usage":null}
            """);
        Add(Head + """
            "choices":[],"usage":{"prompt_tokens":400,"completion_tokens":200,"total_tokens":600}}
            """);
        Add("[DONE]");
        parts.Add("0\r\n\r\n"u8.ToArray());
        return [.. parts];

        void Add(string data)
        {
            var text = $"data: {data}\n\n";
            parts.Add(Encoding.UTF8.GetBytes($"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n"));
        }
    }
}

using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;
using RouteGen.TestSupport.Wire;
using RouteGen.Wire;

namespace RouteGen.Dialects.Tests.Wire;

public sealed class DialectChatClientTests
{
    private const string Whole = "{\"text\":\"Good morning\",\"end\":\"stop\"}";
    private const string Pieces = "data: {\"text\":\"Good\"}\n\ndata: {\"text\":\" morning\"}\n\ndata: {\"end\":\"stop\"}\n\n";

    [Fact]
    public async Task A_request_goes_out_once_with_what_the_connection_states()
    {
        await using var server = new RawServer("", Reply(Whole));
        using var http = new HttpClient();
        var client = Client(server, http, """{"text":"ours","provider":{"only":["a"]}}""");

        var reply = await client.GetResponseAsync("Hello", new() { MaxOutputTokens = 7, TopK = 3, Seed = 1 });

        Assert.Equal(("Good morning", "stop"), (reply.Text, reply.FinishReason?.Value));
        Assert.Equal("topK, seed", reply.AdditionalProperties?[WireFacts.DroppedKey]);
        var request = server.LastRequest!;
        Assert.StartsWith("POST /v1/say HTTP/1.1\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nX-Title: ours\r\n", request, StringComparison.Ordinal);
        Assert.Contains("\r\nUser-Agent: RouteGen/", request, StringComparison.Ordinal);
        Assert.Contains("\r\nAuthorization: Bearer canary\r\n", request, StringComparison.Ordinal);
        Assert.DoesNotContain("Accept-Encoding", request, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            """{"model":"m","text":"ours","max_tokens":7,"provider":{"only":["a"]}}""",
                request[(request.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..]);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task A_callers_own_request_is_merged_and_what_is_the_routes_stays()
    {
        await using var server = new RawServer("", Reply(Whole));
        using var http = new HttpClient();
        var client = Client(server, http);
        static object Own(IChatClient _) =>
            new JsonObject { ["model"] = "theirs", ["max_completion_tokens"] = 5, ["text"] = "own", ["x"] = 1 };
#pragma warning disable OPENAI001 // Seeds are experimental in the SDK.
        static object Sdk(IChatClient _) => new global::OpenAI.Chat.ChatCompletionOptions { Seed = 5, MaxOutputTokenCount = 9000 };
#pragma warning restore OPENAI001

        await client.GetResponseAsync("Hello", new() { RawRepresentationFactory = Own });
        Assert.EndsWith("""{"model":"m","text":"own","max_tokens":5,"x":1}""", server.LastRequest, StringComparison.Ordinal);

        await client.GetResponseAsync("Hello", new() { RawRepresentationFactory = Sdk, MaxOutputTokens = 50 });
        Assert.EndsWith("""{"model":"m","text":"Hello","max_tokens":50,"seed":5}""", server.LastRequest, StringComparison.Ordinal);

        var reply = await client.GetResponseAsync("Hello", new() { RawRepresentationFactory = _ => new Version(1, 0) });
        Assert.EndsWith("""{"model":"m","text":"Hello","max_tokens":100}""", server.LastRequest, StringComparison.Ordinal);
        Assert.Equal("rawRepresentation", reply.AdditionalProperties?[WireFacts.DroppedKey]);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task A_reply_that_comes_compressed_is_read(string encoding)
    {
        using var http = new HttpClient();
        await using var whole = new RawServer("", Reply(Whole, encoding));
        await using var pieces = new RawServer("", Reply(Pieces, encoding, "text/event-stream"));

        Assert.Equal("Good morning", (await Client(whole, http).GetResponseAsync("Hello")).Text);
        Assert.Equal("Good morning", (await Client(pieces, http).GetStreamingResponseAsync("Hello").ToChatResponseAsync()).Text);
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("gzip")]
    public async Task A_reply_that_cannot_be_decompressed_is_one_that_cannot_be_read(string encoding)
    {
        using var http = new HttpClient();
        await using var server = new RawServer(
            $"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding}\r\nContent-Length: 4\r\nConnection: close\r\n\r\nnope");

        await Assert.ThrowsAsync<InvalidReplyException>(() => Client(server, http).GetResponseAsync("Hello"));
        await Assert.ThrowsAsync<InvalidReplyException>(() =>
            Client(server, http).GetStreamingResponseAsync("Hello").ToChatResponseAsync());
    }

    [Fact]
    public async Task A_stream_that_comes_whole_is_read()
    {
        using var http = new HttpClient();
        await using var server = new RawServer("", Reply(Whole));

        var reply = await Client(server, http).GetStreamingResponseAsync("Hello", new() { TopK = 1 }).ToChatResponseAsync();

        Assert.Equal(("Good morning", "stop"), (reply.Text, reply.FinishReason?.Value));
        Assert.Equal("topK", reply.AdditionalProperties?[WireFacts.DroppedKey]);
    }

    [Fact]
    public async Task A_stream_that_breaks_off_inside_an_event_has_no_finish_and_one_that_is_no_json_cannot_be_read()
    {
        using var http = new HttpClient();
        await using var cut = new RawServer("", Reply(Pieces[..^8], type: "text/event-stream"));
        await using var broken = new RawServer("", Reply("data: {\"text\":\"Good\"}\n\ndata: <html>secret\n\n", type: "text/event-stream"));

        var reply = await Client(cut, http).GetStreamingResponseAsync("Hello").ToChatResponseAsync();
        var error = await Assert.ThrowsAsync<InvalidReplyException>(
            () => Client(broken, http).GetStreamingResponseAsync("Hello").ToChatResponseAsync());

        Assert.Equal(("Good morning", null), (reply.Text, reply.FinishReason));
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_told_by_its_status_and_a_reply_beyond_the_bound_is_given_up()
    {
        using var http = new HttpClient();
        await using var refusing = new RawServer(
            "HTTP/1.1 429 Too Many Requests\r\nContent-Length: 6\r\nConnection: close\r\n\r\nsecret");
        await using var large = new RawServer("", Reply("{\"text\":\"" + new string('x', 100_000) + "\"}"));
        var bounded = new PlainDialect(new()
        {
            HttpClient = http,
            Endpoint = new(large.Endpoint),
            Model = "m",
            MaxReplyBytes = 50_000,
        });

        var refusal = await Assert.ThrowsAsync<HttpRequestException>(() => Client(refusing, http).GetResponseAsync("Hello"));

        Assert.Equal(HttpStatusCode.TooManyRequests, refusal.StatusCode);
        Assert.DoesNotContain("secret", refusal.ToString(), StringComparison.Ordinal);
        await Assert.ThrowsAsync<InvalidReplyException>(() => bounded.GetResponseAsync("Hello"));
    }

    private static PlainDialect Client(RawServer server, HttpClient http, string? body = null) => new(new()
    {
        HttpClient = http,
        Endpoint = new(server.Endpoint + "/"),
        Model = "m",
        Headers = new Dictionary<string, string> { ["X-Title"] = "ours" },
        BodyMembers = body,
        Authenticate = static (request, _) =>
        {
            request.Headers.Authorization = new("Bearer", "canary");
            return default;
        },
    });

    private static byte[] Reply(string body, string? encoding = null, string type = "application/json")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        using var packed = new MemoryStream();
        using (Stream packing = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Compress, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionMode.Compress, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionMode.Compress, leaveOpen: true),
            _ => new BufferedStream(packed),
        })
        {
            packing.Write(bytes);
            packing.Flush();
            bytes = encoding is null ? packed.ToArray() : bytes;
        }

        bytes = encoding is null ? bytes : packed.ToArray();
        var header = encoding is null ? "" : $"Content-Encoding: {encoding}\r\n";
        return
        [
            .. Encoding.ASCII.GetBytes(
                $"HTTP/1.1 200 OK\r\nContent-Type: {type}\r\n{header}Content-Length: {bytes.Length}\r\nConnection: close\r\n\r\n"),
            .. bytes,
        ];
    }
}

using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace RouteGen.Gateway.Tests;

/// <summary>Bodies as clients send them, and as nobody should.</summary>
public sealed class BodyTests
{
    private static readonly byte[] Hello = Encoding.UTF8.GetBytes(Ask.Body("chat", "chat", "Say hello.").ToJsonString());

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("identity")]
    public async Task A_compressed_body_is_read(string encoding)
    {
        await using var bench = await GatewayBench.StartAsync();

        using var response = await PostAsync(bench, await CompressAsync(encoding, Hello), encoding);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public async Task A_body_that_is_larger_once_decoded_is_refused(string encoding)
    {
        await using var bench = await GatewayBench.StartAsync(static o => o.MaxRequestBytes = 100_000);
        var large = Encoding.UTF8.GetBytes(Ask.Body("chat", "chat", new string('a', 10_000_000)).ToJsonString());

        using var response = await PostAsync(bench, await CompressAsync(encoding, large), encoding);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        await IsErrorAsync(response);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public async Task A_body_that_was_cut_or_is_not_compressed_is_refused(string encoding)
    {
        await using var bench = await GatewayBench.StartAsync();
        var whole = await CompressAsync(encoding, Hello);

        using var cut = await PostAsync(bench, whole[..(whole.Length / 2)], encoding);
        using var plain = await PostAsync(bench, Hello, encoding);

        Assert.Equal((HttpStatusCode.BadRequest, HttpStatusCode.BadRequest), (cut.StatusCode, plain.StatusCode));
        await IsErrorAsync(cut);
    }

    [Theory]
    [InlineData("compress", "application/json", 415)]
    [InlineData("gzip, gzip", "application/json", 415)]
    [InlineData(null, "text/plain", 415)]
    [InlineData(null, "application/json; charset=utf-16", 415)]
    [InlineData(null, "application/json; charset=utf-8", 200)]
    [InlineData(null, "application/vnd.api+json", 200)]
    [InlineData(null, null, 200)]
    public async Task What_a_body_says_of_itself_is_believed(string? encoding, string? type, int status)
    {
        await using var bench = await GatewayBench.StartAsync();

        using var response = await PostAsync(bench, Hello, encoding, type);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_body_that_says_that_it_is_too_large_is_refused()
    {
        await using var bench = await GatewayBench.StartAsync(static o => o.MaxRequestBytes = 100_000);

        using var response = await PostAsync(bench, new byte[200_000], null);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        await IsErrorAsync(response);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"model\":\"chat\"}")]
    [InlineData("{\"model\":1,\"messages\":[]}")]
    public async Task A_body_that_is_not_a_request_is_refused_with_its_reason(string body)
    {
        await using var bench = await GatewayBench.StartAsync();

        using var response = await PostAsync(bench, Encoding.UTF8.GetBytes(body), null);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        await IsErrorAsync(response);
    }

    private static async Task IsErrorAsync(HttpResponseMessage response)
    {
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!;
        Assert.Equal(["message", "type", "param", "code"], error.AsObject().Select(static p => p.Key));
    }

    private static Task<HttpResponseMessage> PostAsync(
        GatewayBench bench, byte[] body, string? encoding, string? type = "application/json")
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        }

        return bench.Http.PostAsync("/v1/chat/completions", content, TestContext.Current.CancellationToken);
    }

    private static async Task<byte[]> CompressAsync(string encoding, byte[] body)
    {
        using var compressed = new MemoryStream();
        await using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true),
            "zstd" => new ZstdSharp.CompressionStream(compressed, leaveOpen: true),
            _ => new BufferedStream(compressed),
        })
        {
            await stream.WriteAsync(body, TestContext.Current.CancellationToken);
            await stream.FlushAsync(TestContext.Current.CancellationToken);
            if (encoding == "identity")
            {
                return compressed.ToArray();
            }
        }

        return compressed.ToArray();
    }
}

using System.Text.Json.Nodes;

namespace RouteGen.Gateway.Tests.Lanes;

/// <summary>Vectors of texts that clients have made into tokens, as LangChain's do.</summary>
public sealed class TokenVectorTests
{
    [Theory]
    [InlineData("[1,2,3]", "[[1,2,3]]", 1)]
    [InlineData("[[1,2,3],[4]]", "[[1,2,3],[4]]", 2)]
    public async Task They_go_on_as_tokens(string input, string sent, int count)
    {
        var vectors = string.Join(',', Enumerable.Range(0, count).Select(
            static i => $$"""{"object":"embedding","index":{{i}},"embedding":[1,2,3,4,5,6,7,8]}"""));
        await using var bench = await RelayBench.StartAsync(RelayBench.Whole(
            $$$"""{"object":"list","data":[{{{vectors}}}],"model":"embed-wire","usage":{"prompt_tokens":4,"total_tokens":4}}"""));

        var (status, reply, _) = await bench.SendAsync(
            "/v1/embeddings", System.Text.Encoding.UTF8.GetBytes($$"""{"model":"embed","input":{{input}},"encoding_format":"base64"}"""));

        Assert.True(status == 200, reply);
        Assert.StartsWith($$"""{"model":"embed-wire","input":{{sent}}""", bench.SentBody, StringComparison.Ordinal);
        Assert.Equal(count, JsonNode.Parse(reply)!["data"]!.AsArray().Count);
        Assert.Equal(32, Convert.FromBase64String((string)JsonNode.Parse(reply)!["data"]![0]!["embedding"]!).Length);
        Assert.Equal(4, bench.Record.Usage!.Value.Input);
    }
}

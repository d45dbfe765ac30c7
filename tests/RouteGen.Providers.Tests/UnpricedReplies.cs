using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Providers.Tests;

/// <summary>Replies over a socket that hold a kind of token for which the table has no rate.</summary>
public sealed class UnpricedReplies
{
    private const string Usage =
        """{"prompt_tokens":1000,"completion_tokens":100,"total_tokens":1100,"prompt_tokens_details":{"audio_tokens":600}""" +
        ""","completion_tokens_details":{"audio_tokens":50}}""";

    /// <summary>
    /// The table states no rate for audio, so that of output, its highest, is in: 400 at 1, and 600 and 100 at 10 USD per million.
    /// </summary>
    private const decimal Bound = 0.0074m;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Audio_without_a_rate_is_charged_at_the_highest_rate(bool streamed)
    {
        await using var server = new RawServer(streamed ? Streamed() : Whole());
        await using var stand = await Stand.StartAsync(Dialect.Compatible, primary: server.Endpoint);
        var call = await stand.AskAsync(streamed);

        Assert.Null(call.Exception);
        Assert.Equal((Bound, CostSource.UpperBound), (call.Record.CostUsd, call.Record.CostSource));
        Assert.Equal((600, 50), (call.Record.Usage!.Value.AudioInput, call.Record.Usage.Value.AudioOutput));
        Assert.Contains("\"costSource\":\"upperBound\"", call.Record.ToJson(), StringComparison.Ordinal);
    }

    private static string Whole() =>
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"
        + """{"id":"c1","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":"""
        + """{"role":"assistant","content":"Good"},"finish_reason":"stop"}],"usage":"""
        + Usage + "}";

    private static string Streamed() => RawServer.Stream(
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":""" +
        """{"role":"assistant","content":"Good"},"finish_reason":"stop"}]}""",
        """{"id":"c1","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":""" + Usage + "}",
        "[DONE]");
}

using System.Collections.Concurrent;
using System.Diagnostics;
using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Providers.Tests.Bills;

/// <summary>What the headers of gateways say about a bill, and what a reply is billed that came and could not be read.</summary>
public sealed class GatewayBills
{
    /// <summary>The sources of the headers are in docs/costs.md.</summary>
    [Theory]
    [InlineData("x-portkey-cache-status: HIT", true)]
    [InlineData("x-portkey-cache-status: SEMANTIC HIT", true)]
    [InlineData("x-portkey-cache-status: SEMANTIC MISS", false)]
    [InlineData("x-portkey-cache-status: DISABLED", false)]
    [InlineData("cf-aig-cache-status: HIT", true)]
    [InlineData("cf-aig-cache-status: MISS", false)]
    [InlineData("Helicone-Cache: HIT", true)]
    [InlineData("X-OpenRouter-Cache-Status: HIT", true)]
    [InlineData("x-litellm-cache-hit: True", true)]
    [InlineData("x-litellm-cache-hit: False", false)]
    [InlineData("x-litellm-cache-key: 586b\r\nx-litellm-response-cost: 0.0", true)]
    [InlineData("x-litellm-response-cost: 0.0", false)]
    [InlineData("X-Cache-Status: Hit", true)]
    public async Task A_hit_of_a_gateways_own_cache_costs_nothing(string header, bool isHit)
    {
        foreach (var streamed in new[] { false, true })
        {
            var call = await ForeignUsage.AskAsync(Dialect.Compatible, streamed, With(header, streamed));
            Assert.Equal(
                isHit ? (0m, CostSource.Provider, 0.0003m) : (0.0003m, CostSource.Computed, 0.0003m),
                (call.Record.CostUsd, call.Record.CostSource, call.Record.Attempts[0].ComputedCostUsd));
        }
    }

    [Theory]
    [InlineData("0.0125", "0.0125")]
    [InlineData("1.25e-2", "0.0125")]
    [InlineData("None", null)]
    [InlineData("-1", null)]
    [InlineData("", null)]
    public async Task A_cost_in_a_header_counts_for_a_whole_reply(string stated, string? usd)
    {
        var whole = await ForeignUsage.AskAsync(
            Dialect.Compatible, streamed: false, With($"x-litellm-response-cost: {stated}", streamed: false));
        var stream = await ForeignUsage.AskAsync(
            Dialect.Compatible, streamed: true, With($"x-litellm-response-cost: {stated}", streamed: true));

        Assert.Equal(usd is null ? 0.0003m : decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture), whole.Record.CostUsd);
        Assert.Equal(usd is null ? CostSource.Computed : CostSource.Provider, whole.Record.CostSource);

        // It was sent before the cost could be known.
        Assert.Equal((0.0003m, CostSource.Computed), (stream.Record.CostUsd, stream.Record.CostSource));
    }

    [Theory]
    [InlineData(Dialect.Compatible)]
    [InlineData(Dialect.OpenAIResponses)]
    [InlineData(Dialect.Anthropic)]
    [InlineData(Dialect.Ollama)]
    public async Task A_reply_that_cannot_be_read_is_charged_what_it_counted(Dialect dialect)
    {
        // Its usage comes first, and what follows is cut.
        var (input, output, _) = RawReply.NamesOf(dialect);
        var usage = $"\"{input}\":100,\"{output}\":20";
        var counts = dialect == Dialect.Ollama ? usage : "\"usage\":{" + usage + "}";
        var body = "{" + counts + ",\"model\":\"m\",\"choices\":[{\"message\":{\"content\":\"Good mor";
        var call = await ForeignUsage.AskAsync(dialect, streamed: false, Json(body));

        var attempt = call.Record.Attempts[0];
        Assert.NotEqual(Fault.None, attempt.Fault);
        Assert.Equal((100, 20, CostSource.Computed), (attempt.Usage?.Input, attempt.Usage?.Output, attempt.CostSource));
        Assert.Equal(0.0003m, attempt.CostUsd);
    }

    [Theory]
    [InlineData(Dialect.Compatible)]
    [InlineData(Dialect.OpenAIResponses)]
    [InlineData(Dialect.Anthropic)]
    [InlineData(Dialect.Ollama)]
    public async Task A_reply_that_is_something_else_is_charged_no_more_than_its_bytes_hold(Dialect dialect)
    {
        var call = await ForeignUsage.AskAsync(dialect, streamed: false, Json("<html><body>Please sign in.</body></html>"));

        var attempt = call.Record.Attempts[0];
        Assert.NotEqual(Fault.None, attempt.Fault);
        Assert.Equal(CostSource.Estimated, attempt.CostSource);
        Assert.InRange(attempt.EstimatedUsage!.Value.Output, 1, 20);
    }

    /// <summary>Their sources are named where they are read.</summary>
    [Theory]
    [InlineData("x-ratelimit-remaining-requests: 59\r\nx-ratelimit-remaining-tokens: 149984", 59L, 149_984L)]
    [InlineData("anthropic-ratelimit-requests-remaining: 7", 7L, null)]
    [InlineData("x-ratelimit-remaining-requests: many", null, null)]
    public async Task What_is_left_of_limits_is_shown_on_the_span(string header, long? requests, long? tokens)
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == "RouteGen",
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = spans.Enqueue,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = new RawServer(With(header, streamed: false));
        await using var stand = await Stand.StartAsync(Dialect.Compatible, primary: server.Endpoint);
        await stand.AskAsync(streamed: false);

        var port = new Uri(server.Endpoint).Port;
        var span = Assert.Single(spans, span => span.GetTagItem("server.port") is int asked && asked == port);
        Assert.Equal(
            (requests, tokens),
            ((long?)span.GetTagItem("routegen.rate_limit.remaining_requests"),
                (long?)span.GetTagItem("routegen.rate_limit.remaining_tokens")));
    }

    private static string With(string header, bool streamed) =>
        RawReply.Write(Dialect.Compatible, streamed, RawReply.Usage(Dialect.Compatible, "100", "20", "120"))
            .Replace("Connection: close\r\n", $"{header}\r\nConnection: close\r\n", StringComparison.Ordinal);

    private static string Json(string body) =>
        $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}";
}

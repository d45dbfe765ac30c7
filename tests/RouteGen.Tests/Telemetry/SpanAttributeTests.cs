using System.Diagnostics;
using System.Net;
using RouteGen.Tests.Embeddings;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Telemetry;

/// <summary>
/// The attributes of the spans, listed: those of OpenTelemetry's GenAI conventions 1.41.1 by their names there, and RouteGen's own.
/// </summary>
public sealed class SpanAttributeTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_call_that_falls_over_shows_these_attributes_and_no_other(bool streamed)
    {
        using var seen = new SpanList();
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.ServiceUnavailable));
        bench.Second.Then(Step.Says("two words", 1_000, 100));

        var options = new Microsoft.Extensions.AI.ChatOptions { Temperature = 0.5f };
        if (streamed)
        {
            await foreach (var _ in bench.Route.For(user: "u-1").GetStreamingResponseAsync("a ticket", options))
            {
            }
        }
        else
        {
            await bench.Route.For(user: "u-1").GetResponseAsync("a ticket", options);
        }

        var spans = seen.Ended;
        string[] asked =
        [
            "gen_ai.operation.name", "gen_ai.provider.name",
            "gen_ai.request.max_tokens", "gen_ai.request.model", "gen_ai.request.stream", "gen_ai.request.temperature", "routegen.target"
        ];
        string[] answered =
        [
            "gen_ai.response.finish_reasons", "gen_ai.response.id", "gen_ai.response.model",
            "gen_ai.usage.cache_creation.input_tokens", "gen_ai.usage.cache_read.input_tokens",
            "gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens", "gen_ai.usage.reasoning.output_tokens",
        ];
        string[] first = streamed ? ["gen_ai.response.time_to_first_chunk"] : [];
        Assert.Equal([.. asked.Append("error.type").Order(StringComparer.Ordinal)], Attributes(spans[0]));
        Assert.Equal([.. asked.Concat(answered).Concat(first).Order(StringComparer.Ordinal)], Attributes(spans[1]));
        Assert.Equal(
            ["routegen.attempts", "routegen.cost_bucket",
                "routegen.cost_usd", "routegen.outcome", "routegen.record.id", "routegen.route", "routegen.served_by", "routegen.table"],
            Attributes(spans[2]));
        Assert.DoesNotContain(
            spans.SelectMany(s => s.TagObjects), t => t.Value is string text && text.Contains("u-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_for_embeddings_shows_these_attributes_and_no_other()
    {
        using var seen = new SpanList();
        await using var bench = new EmbedBench(asked: 3);

        await bench.Route.GenerateAsync(["a secret text"]);

        var span = seen.Ended[0];
        Assert.Equal(
            ("embeddings deployed-0", "embeddings", 3, ActivityKind.Client),
            (span.DisplayName, span.GetTagItem("gen_ai.operation.name"), span.GetTagItem("gen_ai.embeddings.dimension.count"), span.Kind));
        Assert.Equal(
            ["gen_ai.embeddings.dimension.count",
                "gen_ai.operation.name", "gen_ai.provider.name", "gen_ai.request.model", "gen_ai.usage.input_tokens", "routegen.target"],
            Attributes(span));
    }

    private static string[] Attributes(Activity span) =>
        [.. span.TagObjects.Where(t => t.Value is not null).Select(t => t.Key).Order(StringComparer.Ordinal)];
}

using System.Net;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Carriers;

/// <summary>A request that the engine cannot read is walked, edited, timed, billed and recorded as any other.</summary>
public sealed class RelayedCallTests
{
    private const string Body = """
        {"model":"asked-for","temperature":0.5,"messages":[{"role":"user","content":"a ticket about the login page"}],"vendor":{"x":1}}
        """;

    // In the form of Chat Completions: a role, words, a finish reason, usage in a chunk of its own, the end.
    private static readonly string[] Events =
    [
        """data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}""",
        """data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"one "}}]}""",
        """data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"two"}}]}""",
        """data: {"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""",
        """data: {"id":"c1","object":"chat.completion.chunk","choices":[],"usage":{"prompt_tokens":100,"completion_tokens":20}}""",
        "data: [DONE]",
    ];

    [Fact]
    public async Task What_a_server_sends_reaches_the_caller_byte_for_byte_and_is_billed()
    {
        await using var bench = new RelayBench(r => r.With(outputLimit: 600), Coarse);
        bench.First.Then(() => Events);

        var lines = await bench.AskAsync(Body);

        Assert.Equal(Events, lines[..^1]);
        var record = bench.Inner.Record;
        Assert.Equal($": record {record.Id}", lines[^1]);
        Assert.Equal((RouteOutcome.Served, "first", "stop"), (record.Outcome, record.ServedBy, record.FinishReason));
        Assert.Equal("asked-for", record.RequestedModel);
        Assert.Equal(RequestParameters.Temperature, record.Attempts[0].DroppedOptions);
        Assert.NotNull(record.TimeToFirstToken);
        var sent = Assert.Single(bench.First.Requests);
        Assert.Equal("deployed-0", (string?)sent["model"]);
        Assert.Equal(600, (int?)sent["max_tokens"]);
        Assert.False(sent.ContainsKey("temperature"));
        Assert.Equal(1, (int?)sent["vendor"]!["x"]);
    }

    [Fact]
    public async Task A_relayed_call_has_the_facts_and_the_bill_of_the_same_call_in_objects()
    {
        await using var bench = new RelayBench();
        bench.First.Then(() => Events);
        await bench.AskAsync(Body);
        await using var translated = new TestBench();
        translated.First.Then(Step.Says("one two", input: 100, output: 20));
        await foreach (var _ in translated.Route.GetStreamingResponseAsync(
            "a ticket about the login page", new ChatOptions { Temperature = 0.5f, ModelId = "asked-for" },
            TestContext.Current.CancellationToken))
        {
        }

        var (relayed, other) = (bench.Inner.Record, translated.Record);
        Assert.Equal(
            (other.EstimatedInputTokens, other.EstimatedOutputTokens, other.EstimatedCostUsd, other.Usage, other.CostUsd, other.CostSource),
            (relayed.EstimatedInputTokens, relayed.EstimatedOutputTokens, relayed.EstimatedCostUsd, relayed.Usage, relayed.CostUsd,
                relayed.CostSource));
        Assert.Equal((other.FinishReason, other.RequestedModel, other.Streamed),
            (relayed.FinishReason, relayed.RequestedModel, relayed.Streamed));
        Assert.NotNull(relayed.CostUsd);
    }

    [Fact]
    public async Task A_failure_before_the_first_word_is_answered_by_the_next_target()
    {
        await using var bench = new RelayBench();
        bench.First.Then(() => Events[..1].Concat(Failing(HttpStatusCode.ServiceUnavailable)));
        bench.Second.Then(() => Events);

        var lines = await bench.AskAsync(Body);

        Assert.Equal(Events, lines[..^1]);
        var record = bench.Inner.Record;
        Assert.Equal(("second", Fault.Overloaded), (record.ServedBy, record.FallbackReason));
        Assert.Equal([Fault.Overloaded, Fault.None], record.Attempts.Select(a => a.Fault));
        Assert.Equal("deployed-1", (string?)bench.Second.Requests[0]["model"]);
        Assert.Equal(1, bench.First.Released);
    }

    [Fact]
    public async Task A_target_that_takes_no_bytes_is_passed_over_and_nothing_is_sent_there()
    {
        await using var bench = new RelayBench(firstIsPlain: true);
        bench.Second.Then(() => Events);

        await bench.AskAsync(Body);

        var record = bench.Inner.Record;
        Assert.Equal([Fault.UnsupportedRequest, Fault.None], record.Attempts.Select(a => a.Fault));
        Assert.Equal(0m, record.Attempts[0].CostUsd);
        Assert.Empty(bench.Inner.First.Requests);
    }

    [Fact]
    public async Task A_stream_that_breaks_after_a_word_ends_with_an_exception_that_has_the_text_and_the_record()
    {
        await using var bench = new RelayBench();
        bench.First.Then(() => Events[..3]);

        var e = await Assert.ThrowsAsync<RouteStreamBrokenException>(() => bench.AskAsync(Body));

        Assert.Equal("one two", e.PartialText);
        Assert.Same(bench.Inner.Record, e.Record);
        Assert.Equal((RouteOutcome.Broken, Fault.StreamBroken), (e.Record.Outcome, e.Record.Fault));
        Assert.Equal(1, bench.First.Released);
    }

    [Fact]
    public async Task A_stream_that_throws_after_a_word_is_given_back_too()
    {
        await using var bench = new RelayBench();
        bench.First.Then(() => Events[..2].Concat(Failing(HttpStatusCode.BadGateway)));

        var e = await Assert.ThrowsAsync<RouteStreamBrokenException>(() => bench.AskAsync(Body));

        Assert.Equal(("one ", Fault.StreamBroken), (e.PartialText, e.Fault));
        Assert.Equal(1, bench.First.Released);
    }

    [Fact]
    public async Task A_caller_who_leaves_gives_the_connection_back()
    {
        await using var bench = new RelayBench();
        bench.First.Then(() => Events);

        await foreach (var _ in bench.Stream(Body))
        {
            break;
        }

        Assert.Equal(1, bench.First.Released);
        Assert.Equal(RouteOutcome.Abandoned, bench.Inner.Record.Outcome);
    }

    private static ModelDefinition Coarse(ModelDefinition model) => new()
    {
        Name = model.Name,
        ContextWindow = model.ContextWindow,
        MaxOutput = model.MaxOutput,
        Price = model.Price,
        Unsupported = RequestParameters.Temperature,
    };

    private static IEnumerable<string> Failing(HttpStatusCode status)
    {
        throw new HttpRequestException("no", null, status);
#pragma warning disable CS0162 // It is an iterator for the sake of when it throws.
        yield break;
#pragma warning restore CS0162
    }
}

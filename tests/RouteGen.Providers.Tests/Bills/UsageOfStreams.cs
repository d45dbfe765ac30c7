using Microsoft.Extensions.AI;
using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Providers.Tests.Bills;

/// <summary>Usage that is stated more than once, in parts, or too early: counted once, whole, and never by zeros of what broke.</summary>
public sealed class UsageOfStreams
{
    /// <summary>Dialects of chat completions.</summary>
    public static TheoryData<Dialect> Chunked => [Dialect.Gemini, Dialect.Compatible, Dialect.OpenAI, Dialect.OpenRouter, Dialect.Azure];

    [Theory]
    [MemberData(nameof(Chunked))]
    public async Task Running_totals_are_counted_once_and_handed_on_so_that_they_add_up(Dialect dialect)
    {
        var call = await ForeignUsage.AskAsync(dialect, streamed: true, RawServer.Stream(
            RawReply.Chunk("Good", null, Counts(1, 301)),
            RawReply.Chunk(" morning", null, Counts(2, 302)),
            RawReply.Chunk(".", "stop", Counts(3, 303)),
            RawReply.Last(Counts(3, 303)),
            "[DONE]"));

        // Two hundred tokens of thoughts show in the total alone.
        Assert.Equal((100, 203, 40), (call.Record.Usage!.Value.Input, call.Record.Usage.Value.Output, call.Record.Usage.Value.CachedInput));
        Assert.Equal("Good morning.", call.Response.Text);
        var seen = call.Response.Usage!;
        Assert.Equal(
            (100L, 3L, 303L, 40L),
            (seen.InputTokenCount, seen.OutputTokenCount, seen.TotalTokenCount, seen.CachedInputTokenCount));

        static string Counts(int output, int total) =>
            $"{{\"prompt_tokens\":100,\"completion_tokens\":{output},\"total_tokens\":{total},"
            + $"\"prompt_tokens_details\":{{\"cached_tokens\":40}}}}";
    }

    [Fact]
    public async Task The_start_and_the_end_of_an_anthropic_stream_complete_each_other()
    {
        const string Start = """{"input_tokens":100,"cache_creation_input_tokens":50,"cache_read_input_tokens":30,"output_tokens":1}""";
        foreach (var (start, end, input) in new[]
        {
            (Start, """{"output_tokens":20}""", 180),
            (Start, """{"input_tokens":100,"cache_creation_input_tokens":50,"cache_read_input_tokens":30,"output_tokens":20}""", 180),
            (Start, """{"input_tokens":300,"cache_creation_input_tokens":50,"cache_read_input_tokens":30,"output_tokens":20}""", 380),
            (Start, """{"input_tokens":0,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":20}""", 180),
            (
                """{"input_tokens":0,"output_tokens":0}""",
                """{"input_tokens":100,"cache_creation_input_tokens":50,"cache_read_input_tokens":30,"output_tokens":20}""",
                180),
        })
        {
            var call = await ForeignUsage.AskAsync(Dialect.Anthropic, streamed: true, RawReply.Anthropic(start, end));

            var usage = call.Record.Usage!.Value;
            Assert.Equal((end, input, 30, 50, 20), (end, usage.Input, usage.CachedInput, usage.CacheWrite, usage.Output));
            Assert.Equal((input, 20L), (call.Response.Usage!.InputTokenCount, call.Response.Usage.OutputTokenCount));
        }
    }

    [Fact]
    public async Task Counts_of_ollama_on_the_way_are_not_added_to_those_at_its_end()
    {
        var reply = RawReply.Streamed(Dialect.Ollama, """{"prompt_eval_count":100,"eval_count":20}""")
            .Replace("\"done\":false", "\"done\":false,\"prompt_eval_count\":100,\"eval_count\":5", StringComparison.Ordinal);
        var call = await ForeignUsage.AskAsync(Dialect.Ollama, streamed: true, reply);

        Assert.Equal((100, 20), (call.Record.Usage!.Value.Input, call.Record.Usage.Value.Output));
        Assert.Equal((100L, 20L), (call.Response.Usage!.InputTokenCount, call.Response.Usage.OutputTokenCount));
    }

    [Fact]
    public async Task A_response_that_states_its_usage_in_every_event_is_counted_once()
    {
        var call = await ForeignUsage.AskAsync(Dialect.OpenAIResponses, streamed: true, RawServer.Stream(
            RawReply.Event("created", RawReply.Response("in_progress", "", Counts(0))),
            RawReply.Event("in_progress", RawReply.Response("in_progress", "", Counts(1))),
            RawReply.Delta(RawReply.Text),
            RawReply.Event("completed", RawReply.Response("completed", "", Counts(20)))));

        var counted = call.Record.Usage!.Value;
        Assert.Equal((100, 20, CostSource.Computed), (counted.Input, counted.Output, call.Record.CostSource));
        Assert.Equal((100L, 20L), (call.Response.Usage!.InputTokenCount, call.Response.Usage.OutputTokenCount));

        static string Counts(int output) => $$"""{"input_tokens":100,"output_tokens":{{output}},"total_tokens":{{100 + output}}}""";
    }

    [Theory]
    [InlineData("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""", null)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":0,"total_tokens":100}""", 100L)]
    [InlineData("""{"prompt_tokens":100,"completion_tokens":1,"total_tokens":101}""", 100L)]
    public async Task What_a_stream_that_broke_stated_before_its_text_is_completed_by_an_estimate(string usage, long? input)
    {
        foreach (var dialect in new[] { Dialect.Gemini, Dialect.Compatible, Dialect.OpenAI, Dialect.OpenRouter, Dialect.Azure })
        {
            var call = await ForeignUsage.AskAsync(dialect, streamed: true, RawServer.Stream(
                RawReply.Last(usage),
                RawReply.Chunk("Good morning to you", null, "null"),
                RawReply.Chunk(" and to all of yours.", null, "null")));

            Assert.IsType<RouteStreamBrokenException>(call.Exception);
            var attempt = call.Record.Attempts[0];
            Assert.Equal((CostSource.Estimated, null), (attempt.CostSource, attempt.Usage));
            Assert.Equal(input ?? call.Record.EstimatedInputTokens, attempt.EstimatedUsage!.Value.Input);
            Assert.InRange(attempt.EstimatedUsage.Value.Output, 7, 20);
        }
    }

    [Fact]
    public async Task A_count_that_came_with_the_last_words_of_a_stream_that_broke_is_believed()
    {
        var call = await ForeignUsage.AskAsync(Dialect.Compatible, streamed: true, RawServer.Stream(
            RawReply.Chunk("Good", null, """{"prompt_tokens":100,"completion_tokens":1,"total_tokens":101}"""),
            RawReply.Chunk(" morning", null, """{"prompt_tokens":100,"completion_tokens":2,"total_tokens":102}""")));

        Assert.IsType<RouteStreamBrokenException>(call.Exception);
        var counted = call.Record.Usage!.Value;
        Assert.Equal((100, 2, CostSource.Computed), (counted.Input, counted.Output, call.Record.CostSource));
    }

    [Fact]
    public async Task Of_an_anthropic_stream_that_broke_the_input_is_believed_and_the_output_estimated()
    {
        var call = await ForeignUsage.AskAsync(
            Dialect.Anthropic,
            streamed: true,
            RawReply.Anthropic("""{"input_tokens":100,"cache_read_input_tokens":900,"output_tokens":1}""", delta: null));

        Assert.IsType<RouteStreamBrokenException>(call.Exception);
        var estimated = call.Record.Attempts[0].EstimatedUsage!.Value;
        Assert.Equal((CostSource.Estimated, 1000, 900), (call.Record.CostSource, estimated.Input, estimated.CachedInput));
        Assert.InRange(estimated.Output, 3, 9);
        Assert.Equal((100 * 0.000001m) + (900 * 0.0000001m) + (estimated.Output * 0.00001m), call.Record.CostUsd);
    }

    [Fact]
    public async Task A_cost_of_nothing_is_not_believed_of_a_stream_that_broke()
    {
        var call = await ForeignUsage.AskAsync(Dialect.OpenRouter, streamed: true, RawServer.Stream(
            RawReply.Last("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0,"cost":0}"""),
            RawReply.Chunk("Good morning to you.", null, "null")));

        Assert.Equal(CostSource.Estimated, call.Record.CostSource);
        Assert.True(call.Record.CostUsd > 0);
    }

    [Fact]
    public async Task A_caller_who_leaves_an_anthropic_stream_is_charged_the_input_that_was_stated()
    {
        await using var server = new RawServer(RawReply.Anthropic("""{"input_tokens":100,"output_tokens":1}""", delta: null));
        var records = new Records();
        await using var stand = await Stand.StartAsync(Dialect.Anthropic, records.AddTo, primary: server.Endpoint);
        await foreach (var update in stand.Route.GetStreamingResponseAsync([new(ChatRole.User, "Good morning")]))
        {
            if (update.Text.Length > 0)
            {
                break;
            }
        }

        var attempt = (await records.NextAsync()).Attempts[0];
        Assert.Equal((CostSource.Estimated, 100L), (attempt.CostSource, attempt.EstimatedUsage?.Input));
    }
}

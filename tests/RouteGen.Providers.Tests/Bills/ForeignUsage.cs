using System.Globalization;
using RouteGen.Providers.Tests.Suite;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Providers.Tests.Bills;

/// <summary>
/// What whole answers and streams that ended well state of their usage, in ways that no simulated provider of ours would.
/// </summary>
public sealed class ForeignUsage
{
    public static TheoryData<Dialect, bool> DialectsPlainAndStreamed => Adapters.PlainAndStreamed;

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_usage_without_a_known_count_is_none_and_the_answer_is_served(Dialect dialect, bool streamed)
    {
        string[] usages =
        [
            "{}", "null", """{"total_tokens":120}""", RawReply.Usage(dialect, "null", "null", "null"),
            RawReply.Usage(dialect, "0", "0", "0"), RawReply.Usage(dialect, "0", "0", "120"), RawReply.Usage(dialect, "-3", "-4", "-7"),
            RawReply.Usage(dialect, "99999999999", "99999999999", "1e400"),
            RawReply.Usage(dialect, "{}", "[1]", "true"), RawReply.Usage(dialect, "\"many\"", "\"\"", "\"-1\""),
        ];
        foreach (var usage in usages)
        {
            var call = await AskAsync(dialect, streamed, RawReply.Write(dialect, streamed, usage));

            var attempt = Assert.Single(call.Record.Attempts);
            Assert.Equal(
                (usage, RawReply.Text, CostSource.Estimated, null),
                (usage, call.Response.Text, attempt.CostSource, attempt.Usage));
            Assert.InRange(attempt.EstimatedUsage!.Value.Output, 3, 9);
            Assert.Equal(call.Record.EstimatedInputTokens, attempt.EstimatedUsage.Value.Input);
            Assert.True(attempt.CostUsd > 0);
        }
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task A_count_that_is_missing_is_estimated_and_the_other_is_believed(Dialect dialect, bool streamed)
    {
        foreach (var missing in new[] { null, "null", "0", "99999999999" })
        {
            var input = await AskAsync(dialect, streamed, RawReply.Write(dialect, streamed, RawReply.Usage(dialect, "100", missing)));
            var output = await AskAsync(dialect, streamed, RawReply.Write(dialect, streamed, RawReply.Usage(dialect, missing, "20")));

            Assert.Equal((CostSource.Estimated, 100L), (input.Record.CostSource, input.Record.Attempts[0].EstimatedUsage?.Input));
            Assert.InRange(input.Record.Attempts[0].EstimatedUsage!.Value.Output, 3, 9);
            Assert.Equal((CostSource.Estimated, 20L), (output.Record.CostSource, output.Record.Attempts[0].EstimatedUsage?.Output));
            Assert.Equal(output.Record.EstimatedInputTokens, output.Record.Attempts[0].EstimatedUsage?.Input);
        }
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task Counts_in_another_form_are_read(Dialect dialect, bool streamed)
    {
        foreach (var (input, output) in new[] { ("\"100\"", "20.0"), ("1e2", "\"20\""), ("100", "19.5") })
        {
            var call = await AskAsync(dialect, streamed, RawReply.Write(dialect, streamed, RawReply.Usage(dialect, input, output, "120")));
            var counted = call.Record.Usage!.Value;
            Assert.Equal((100, 20, CostSource.Computed), (counted.Input, counted.Output, call.Record.CostSource));
        }
    }

    [Theory]
    [MemberData(nameof(DialectsPlainAndStreamed))]
    public async Task Output_is_at_least_the_total_less_the_prompt(Dialect dialect, bool streamed)
    {
        if (RawReply.NamesOf(dialect).Total is null)
        {
            return;
        }

        foreach (var (total, output) in new[]
        {
            ("320", 220), ("120", 20), ("119", 20), ("50", 20), ("0", 20), ("-5", 20), ("null", 20), ("99999999999", 20),
            ("\"320\"", 220), ("1e999", 20),
        })
        {
            var call = await AskAsync(dialect, streamed, RawReply.Write(dialect, streamed, RawReply.Usage(dialect, "100", "20", total)));
            Assert.Equal((total, 100, output), (total, call.Record.Usage!.Value.Input, call.Record.Usage.Value.Output));
            Assert.Equal(0.0001m + (output * 0.00001m), call.Record.CostUsd);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reasoning_that_is_larger_than_the_output_stands_beside_it(bool streamed)
    {
        foreach (var total in new[] { "null", "120", "320" })
        {
            const string Usage =
                "{\"prompt_tokens\":100,\"completion_tokens\":20,\"total_tokens\":TOTAL,"
                + """ "completion_tokens_details":{"reasoning_tokens":200}}""";
            var call = await AskAsync(
                Dialect.Compatible,
                streamed,
                RawReply.Write(Dialect.Compatible, streamed, Usage.Replace("TOTAL", total, StringComparison.Ordinal)));
            Assert.Equal((220, 200), (call.Record.Usage!.Value.Output, call.Record.Usage.Value.Reasoning));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Reasoning_inside_the_output_is_counted_once(bool streamed)
    {
        const string Usage =
            """{"prompt_tokens":100,"completion_tokens":220,"total_tokens":320,"completion_tokens_details":{"reasoning_tokens":200}}""";
        var call = await AskAsync(Dialect.Compatible, streamed, RawReply.Write(Dialect.Compatible, streamed, Usage));
        Assert.Equal((220, 200), (call.Record.Usage!.Value.Output, call.Record.Usage.Value.Reasoning));
    }

    [Theory]
    [InlineData(Dialect.OpenAI, "prompt_tokens_details", false)]
    [InlineData(Dialect.OpenAI, "prompt_tokens_details", true)]
    [InlineData(Dialect.OpenRouter, "prompt_tokens_details", true)]
    [InlineData(Dialect.OpenAIResponses, "input_tokens_details", false)]
    [InlineData(Dialect.OpenAIResponses, "input_tokens_details", true)]
    [InlineData(Dialect.AzureResponses, "input_tokens_details", true)]
    public async Task Tokens_written_to_the_cache_are_read_and_priced(Dialect dialect, string details, bool streamed)
    {
        foreach (var (stated, written) in new[] { ("500", 500), ("\"500\"", 500), ("null", 0), ("0", 0), ("-1", 0) })
        {
            var usage = RawReply.Usage(dialect, "1000", "20", "1020")[..^1]
                + $",\"{details}\":{{\"cached_tokens\":100,\"cache_write_tokens\":{stated}}}}}";
            var call = await AskAsync(dialect, streamed, RawReply.Write(dialect, streamed, usage));
            var counted = call.Record.Usage!.Value;
            Assert.Equal((1000, 100, written), (counted.Input, counted.CachedInput, counted.CacheWrite));
            Assert.Equal(
                ((900 - written) * 0.000001m) + (100 * 0.0000001m) + (written * 0.00000125m) + (20 * 0.00001m), call.Record.CostUsd);
        }
    }

    [Theory]
    [InlineData("null", null)]
    [InlineData("10", "5")]
    public async Task An_incomplete_response_states_what_it_wrote_to_the_cache(string cached, string? reasoning)
    {
        var usage = RawReply.Usage(Dialect.OpenAIResponses, "1000", "20", "1020")[..^1]
            + ",\"input_tokens_details\":{\"cached_tokens\":" + cached + ",\"cache_write_tokens\":500}"
            + ",\"output_tokens_details\":{\"reasoning_tokens\":" + (reasoning ?? "0") + "}}";
        var stream = RawServer.Stream(
            RawReply.Delta(RawReply.Text), RawReply.Event("incomplete", RawReply.Response("incomplete", "", usage)));
        var call = await AskAsync(Dialect.OpenAIResponses, streamed: true, stream);

        Assert.Equal((1000, 500, 20), (call.Record.Usage!.Value.Input, call.Record.Usage.Value.CacheWrite, call.Record.Usage.Value.Output));
    }

    [Theory]
    [InlineData("\"cost\":0,\"is_byok\":true,\"cost_details\":{\"upstream_inference_cost\":0.25}", "0.25")]
    [InlineData("\"cost\":0.01,\"is_byok\":true,\"cost_details\":{\"upstream_inference_cost\":0.25}", "0.26")]
    [InlineData("\"cost\":\"0.01\",\"is_byok\":\"true\",\"cost_details\":{\"upstream_inference_cost\":\"2.5e-1\"}", "0.26")]
    [InlineData("\"cost\":null,\"is_byok\":true,\"cost_details\":{\"upstream_inference_cost\":0.25}", "0.25")]
    [InlineData("\"is_byok\":true,\"cost_details\":{\"upstream_inference_cost\":0.25}", "0.25")]
    [InlineData(
        "\"cost\":0,\"is_byok\":true,\"cost_details\":{\"upstream_inference_prompt_cost\":0.1,\"upstream_inference_completions_cost\":0.2}",
        "0.3")]
    [InlineData("\"cost\":0.01,\"is_byok\":false,\"cost_details\":{\"upstream_inference_cost\":0.25}", "0.01")]
    [InlineData("\"cost\":0.01,\"is_byok\":null,\"cost_details\":{\"upstream_inference_cost\":0.25}", "0.01")]
    [InlineData("\"cost\":0.01,\"cost_details\":{\"upstream_inference_cost\":0.25}", "0.01")]
    [InlineData("\"cost\":1.35e-06", "0.00000135")]
    [InlineData("\"cost\":0,\"is_byok\":false", "0")]
    [InlineData("\"cost\":0,\"is_byok\":true", null)]
    [InlineData("\"cost\":0,\"is_byok\":true,\"cost_details\":null", null)]
    [InlineData("\"cost\":0,\"is_byok\":true,\"cost_details\":{\"upstream_inference_cost\":null}", null)]
    [InlineData("\"cost\":0,\"is_byok\":true,\"cost_details\":[]", null)]
    [InlineData("\"cost\":-1", null)]
    [InlineData("\"cost\":1e300", null)]
    [InlineData("\"cost\":\"free\"", null)]
    [InlineData("\"cost\":{}", null)]
    public async Task A_request_under_ones_own_key_costs_the_fee_and_what_the_provider_bills(string members, string? stated)
    {
        foreach (var streamed in new[] { false, true })
        {
            var usage = RawReply.Usage(Dialect.OpenRouter, "100", "20", "120")[..^1] + "," + members + "}";
            var call = await AskAsync(Dialect.OpenRouter, streamed, RawReply.Write(Dialect.OpenRouter, streamed, usage));

            // What is not stated, or not all of it, is computed.
            Assert.Equal(stated is null ? CostSource.Computed : CostSource.Provider, call.Record.CostSource);
            Assert.Equal(stated is null ? 0.0003m : decimal.Parse(stated, CultureInfo.InvariantCulture), call.Record.CostUsd);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_anthropic_reply_without_any_usage_is_served(bool streamed)
    {
        var reply = RawReply.Write(Dialect.Anthropic, streamed, "{}")
            .Replace(",\"usage\":{}", new string(' ', 11), StringComparison.Ordinal);
        var call = await AskAsync(Dialect.Anthropic, streamed, reply);

        Assert.Equal((RawReply.Text, CostSource.Estimated), (call.Response.Text, Assert.Single(call.Record.Attempts).CostSource));
    }

    internal static async Task<CallView> AskAsync(Dialect dialect, bool streamed, string reply)
    {
        await using var server = new RawServer(reply);
        await using var stand = await Stand.StartAsync(dialect, primary: server.Endpoint);
        return await stand.AskAsync(streamed);
    }
}

#pragma warning disable MEAI001 // Counts of audio tokens have no other place than the experimental properties.
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Facts;
using RouteGen.Wire;

namespace RouteGen.Dialects.Tests.Facts;

/// <summary>
/// Usages as vendors state them, from their documentation and from replies that others recorded; docs/costs.md names the sources. That a
/// total shows more output than is counted, and that reasoning stands beside it, is the bill's to see: StatedUsageTests.
/// </summary>
public sealed class UsageReaderTests
{
    /// <summary>Vendor, usage, and then what it comes to: input, output, cached, written, reasoning, searches, cost.</summary>
    public static TheoryData<string, string, string> Usages => new()
    {
        {
            "OpenAI", """
            {"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,
            "prompt_tokens_details":{"cached_tokens":1920,"audio_tokens":0},
            "completion_tokens_details":{"reasoning_tokens":64,"audio_tokens":0,"accepted_prediction_tokens":0,
            "rejected_prediction_tokens":0}}
            """, "in 2006 out 300 cached 1920 reasoning 64"
        },
        {
            "OpenAI's Responses", """
            {"input_tokens":328,"input_tokens_details":{"cached_tokens":200,"cache_write_tokens":50},"output_tokens":52,
            "output_tokens_details":{"reasoning_tokens":32},"total_tokens":380}
            """, "in 328 out 52 cached 200 written 50 reasoning 32"
        },
        {
            "Anthropic", """
            {"input_tokens":2095,"cache_creation_input_tokens":500,"cache_read_input_tokens":1000,
            "cache_creation":{"ephemeral_5m_input_tokens":300,"ephemeral_1h_input_tokens":200},"output_tokens":503,
            "server_tool_use":{"web_search_requests":2},"service_tier":"priority"}
            """, "in 3595 out 503 cached 1000 written 500 hour 200 searches 2 tier priority"
        },
        {
            "Anthropic, read only", """{"input_tokens":3,"cache_read_input_tokens":13002,"output_tokens":9}""",
            "in 13005 out 9 cached 13002"
        },
        {
            "Gemini's endpoint: thoughts in the total only",
            """{"completion_tokens":9,"prompt_tokens":31,"total_tokens":1212}""", "in 31 out 9"
        },
        {
            "Gemini itself", """
            {"promptTokenCount":100,"candidatesTokenCount":20,"thoughtsTokenCount":200,"cachedContentTokenCount":50,
            "toolUsePromptTokenCount":30,"totalTokenCount":350}
            """, "in 130 out 20 cached 50 reasoning 200"
        },
        {
            "xAI: reasoning beside the output, and a cost in ticks", """
            {"prompt_tokens":32,"completion_tokens":9,"total_tokens":135,"prompt_tokens_details":{"text_tokens":32,"audio_tokens":0,
            "image_tokens":0,"cached_tokens":6},"completion_tokens_details":{"reasoning_tokens":94,"audio_tokens":0},
            "num_sources_used":0,"cost_in_usd_ticks":37756000}
            """, "in 32 out 9 cached 6 reasoning 94 cost 0.0037756000"
        },
        {
            "xAI: little reasoning, which the total shows to stand beside", """
            {"prompt_tokens":100,"completion_tokens":50,"total_tokens":160,"completion_tokens_details":{"reasoning_tokens":10}}
            """, "in 100 out 50 reasoning 10"
        },
        {
            "xAI's Responses", """
            {"input_tokens":10669,"input_tokens_details":{"cached_tokens":3072},"output_tokens":4639,"output_tokens_details":
            {"reasoning_tokens":0},"total_tokens":15308,"num_sources_used":0,"num_server_side_tools_used":4,"cost_in_usd_ticks":417081500,
            "server_side_tool_usage_details":{"web_search_calls":1,"x_search_calls":4,"code_interpreter_calls":0},
            "context_details":{"input_tokens":9079,"output_tokens":4357}}
            """, "in 10669 out 4639 cached 3072 searches 5 cost 0.0417081500"
        },
        {
            "DeepSeek", """
            {"prompt_tokens":1000,"completion_tokens":20,"total_tokens":1020,"prompt_cache_hit_tokens":960,"prompt_cache_miss_tokens":40,
            "completion_tokens_details":{"reasoning_tokens":5}}
            """, "in 1000 out 20 cached 960 reasoning 5"
        },
        {
            "DeepSeek without its prompt", """{"prompt_cache_hit_tokens":960,"prompt_cache_miss_tokens":40,"completion_tokens":20}""",
            "in 1000 out 20 cached 960"
        },
        {
            "Moonshot: bare", """{"prompt_tokens":19,"completion_tokens":21,"total_tokens":40,"cached_tokens":10}""",
            "in 19 out 21 cached 10"
        },
        {
            "Mistral",
            """{"prompt_tokens":100,"total_tokens":120,"completion_tokens":20,"prompt_audio_seconds":null,"num_cached_tokens":64}""",
            "in 100 out 20 cached 64"
        },
        {
            "Groq", """
            {"queue_time":0.037493756,"prompt_tokens":18,"prompt_time":0.000680594,"completion_tokens":556,"completion_time":0.463333333,
            "total_tokens":574,"total_time":0.464013927,"prompt_tokens_details":{"cached_tokens":8}}
            """, "in 18 out 556 cached 8"
        },
        {
            "Perplexity's deep research", """
            {"prompt_tokens":1188,"completion_tokens":4240,"total_tokens":5428,"citation_tokens":8014,"num_search_queries":54,
            "reasoning_tokens":92431,"cost":{"input_tokens_cost":0.00238,"output_tokens_cost":0.03392,"citation_tokens_cost":0.01603,
            "reasoning_tokens_cost":0.27729,"search_queries_cost":0.27,"total_cost":0.59962}}
            """, "in 1188 out 4240 reasoning 92431 searches 54 cost 0.59962"
        },
        {
            "OpenRouter", """
            {"completion_tokens":2,"completion_tokens_details":{"reasoning_tokens":0,"image_tokens":0},"cost":0.95,"is_byok":false,
            "cost_details":{"upstream_inference_cost":null},"prompt_tokens":194,"prompt_tokens_details":{"cached_tokens":0,
            "cache_write_tokens":100,"audio_tokens":0,"video_tokens":0},"total_tokens":196,"server_tool_use":{"web_search_requests":0}}
            """, "in 194 out 2 written 100 searches 0 cost 0.95"
        },
        {
            "OpenRouter with a key of the caller's", """
            {"prompt_tokens":100,"completion_tokens":20,"cost":0.01,"is_byok":true,"cost_details":{"upstream_inference_cost":0.25}}
            """, "in 100 out 20 cost 0.26"
        },
        {
            "a key of the caller's, and nothing of its bill", """{"prompt_tokens":100,"completion_tokens":20,"cost":0,"is_byok":true}""",
            "in 100 out 20"
        },
        {
            "LiteLLM: Anthropic's cache outside of the prompt (BerriAI/litellm#15056)", """
            {"completion_tokens":467,"prompt_tokens":31,"total_tokens":498,"prompt_tokens_details":{"cached_tokens":0},
            "cache_creation_input_tokens":1253,"cache_read_input_tokens":0}
            """, "in 1284 out 467 written 1253"
        },
        {
            "LiteLLM: the cache inside of the prompt", """
            {"completion_tokens":10,"prompt_tokens":3031,"total_tokens":3041,"prompt_tokens_details":{"cached_tokens":3000,
            "cache_creation_tokens":20,"cache_creation_token_details":{"ephemeral_5m_input_tokens":0,"ephemeral_1h_input_tokens":20}},
            "cache_creation_input_tokens":20,"cache_read_input_tokens":3000}
            """, "in 3031 out 10 cached 3000 written 20 hour 20"
        },
        {
            "a cache beside the prompt, which the total tells",
            """{"prompt_tokens":40,"completion_tokens":20,"total_tokens":1020,"prompt_tokens_details":{"cached_tokens":960}}""",
            "in 1000 out 20 cached 960"
        },
        {
            "cache and reasoning beside, which the total tells", """
            {"prompt_tokens":40,"completion_tokens":20,"total_tokens":1030,"prompt_tokens_details":{"cached_tokens":960},
            "completion_tokens_details":{"reasoning_tokens":10}}
            """, "in 1000 out 20 cached 960 reasoning 10"
        },
        {
            "Bedrock's Converse", """
            {"inputTokens":4,"outputTokens":100,"totalTokens":1569,"cacheReadInputTokens":0,"cacheWriteInputTokens":1465,
            "cacheDetails":[{"ttl":"1h","inputTokens":1465}]}
            """, "in 1469 out 100 written 1465 hour 1465"
        },
        {
            "Bedrock's metrics", """{"inputTokenCount":9,"outputTokenCount":20,"cacheReadInputTokenCount":100,"invocationLatency":5}""",
            "in 109 out 20 cached 100"
        },
        {
            "the AI SDK's names", """{"inputTokens":275,"outputTokens":20,"cachedInputTokens":25,"reasoningTokens":5}""",
            "in 275 out 20 cached 25 reasoning 5"
        },
        {
            "DeepInfra", """{"prompt_tokens":15,"completion_tokens":16,"total_tokens":31,"estimated_cost":0.0000081}""",
            "in 15 out 16 cost 0.0000081"
        },
        {
            "Cohere", """{"billed_units":{"input_tokens":5,"output_tokens":418},"tokens":{"input_tokens":71,"output_tokens":418}}""",
            "in 5 out 418"
        },
        {
            "Moonshot's messages repeat the hits of the cache",
            """
            {"input_tokens":24,"output_tokens":30,"cache_creation_input_tokens":0,"cache_read_input_tokens":1000,
            "cached_tokens":1000}
            """,
            "in 1024 out 30 cached 1000"
        },
        { "vLLM", """{"prompt_tokens":5,"total_tokens":12,"completion_tokens":7,"prompt_tokens_details":null}""", "in 5 out 7" },
        {
            "SGLang", """{"prompt_tokens":30,"completion_tokens":70,"total_tokens":100,"reasoning_tokens":40}""",
            "in 30 out 70 reasoning 40"
        },
        {
            "x_groq holds another usage", """{"id":"req_1","usage":{"prompt_tokens":18,"completion_tokens":5,"total_tokens":23}}""",
            "in 18 out 5"
        },
        {
            "audio and images", """
            {"prompt_tokens":100,"completion_tokens":50,"total_tokens":150,"prompt_tokens_details":{"audio_tokens":30,"image_tokens":20,
            "text_tokens":50},"completion_tokens_details":{"audio_tokens":15,"image_tokens":5,"text_tokens":30}}
            """, "in 100 out 50 audio 30/15 image 20/5"
        },
    };

    [Theory]
    [MemberData(nameof(Usages))]
    public void Every_vendors_usage_is_read(string vendor, string usage, string expected)
    {
        Assert.NotEmpty(vendor);
        Assert.Equal(expected, Read(usage));
    }

    /// <summary>Numbers in another form, and what is none.</summary>
    [Theory]
    [InlineData("100", "in 100")]
    [InlineData("\"100\"", "in 100")]
    [InlineData("1e2", "in 100")]
    [InlineData("99.5", "in 100")]
    [InlineData("2147483647", "in 2147483647")]
    [InlineData("2147483648", "")]
    [InlineData("99999999999999999999", "")]
    [InlineData("1e400", "")]
    [InlineData("-1", "")]
    [InlineData("-0.5", "")]
    [InlineData("null", "")]
    [InlineData("true", "")]
    [InlineData("\"many\"", "")]
    [InlineData("\"\"", "")]
    [InlineData("\"NaN\"", "")]
    [InlineData("{\"value\":100}", "")]
    [InlineData("[100]", "")]
    public void A_count_is_read_in_any_form_and_is_none_where_it_cannot_be(string count, string expected)
    {
        Assert.Equal(
            expected + (expected.Length > 0 ? " " : "") + "out 20",
            Read($$"""{"prompt_tokens":{{count}},"completion_tokens":20}"""));
        Assert.Equal(expected, Read($$"""{"prompt_tokens":{{count}}}"""));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("5")]
    [InlineData("\"none\"")]
    [InlineData("{\"prompt_tokens\":null,\"completion_tokens\":null}")]
    [InlineData("{\"queue_time\":0.1,\"nested\":{\"prompt_tokens\":5,\"deep\":[[{}]]}}")]
    public void A_usage_that_states_nothing_is_none(string usage) => Assert.Equal("", Read(usage));

    /// <summary>platform.claude.com/docs/en/build-with-claude/compaction "Understanding usage".</summary>
    [Fact]
    public void A_compaction_is_paid_for_beside_what_stands_at_the_top() => Assert.Equal("in 203000 out 4500", Read("""
        {"input_tokens":23000,"output_tokens":1000,"iterations":[{"type":"compaction","input_tokens":180000,"output_tokens":3500},
        {"type":"message","input_tokens":23000,"output_tokens":1000}]}
        """));

    /// <summary>platform.claude.com/docs/en/agents-and-tools/tool-use/advisor-tool "Usage and billing".</summary>
    [Fact]
    public void An_advisers_tokens_are_its_own_and_each_sampling_of_the_model_is_paid_for() => Assert.Equal(
        "in 2172 out 531 cached 412 other claude-fable-5: in 823 out 1612", Read("""
        {"input_tokens":412,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,"output_tokens":531,"iterations":[
        {"type":"message","input_tokens":412,"cache_read_input_tokens":0,"cache_creation_input_tokens":0,"output_tokens":89},
        {"type":"advisor_message","model":"claude-fable-5","input_tokens":823,"cache_read_input_tokens":0,
        "cache_creation_input_tokens":0,"output_tokens":1612},
        {"type":"message","input_tokens":1348,"cache_read_input_tokens":412,"cache_creation_input_tokens":0,"output_tokens":442}]}
        """));

    /// <summary>anthropics/anthropic-sdk-java, BetaMessageAccumulatorTest: <c>fallback_message</c> names the model that stood in.</summary>
    [Fact]
    public void A_model_that_stood_in_has_its_own_tokens() => Assert.Equal(
        "in 10 out 3 other model-b: in 10 out 4", Read("""
        {"input_tokens":10,"output_tokens":7,"iterations":[{"type":"message","input_tokens":10,"output_tokens":3},
        {"type":"fallback_message","model":"model-b","input_tokens":10,"output_tokens":4}]}
        """));

    [Fact]
    public void Samplings_without_counts_change_nothing() => Assert.Equal("in 5 out 7", Read("""
        {"input_tokens":5,"output_tokens":7,"iterations":[{"type":"message"},"odd",[1,{"a":[2]}],null,{"type":"message","output_tokens":9}]}
        """));

    [Theory]
    [InlineData("\"cost\":0.25", "0.25")]
    [InlineData("\"cost\":\"2.5e-1\"", "0.25")]
    [InlineData("\"cost\":0", "0")]
    [InlineData("\"cost\":-1", null)]
    [InlineData("\"cost\":\"free\"", null)]
    [InlineData("\"cost\":2000000", null)]
    [InlineData("\"cost\":null", null)]
    [InlineData("\"cost\":0,\"cost_details\":{\"upstream_inference_cost\":0.25}", "0.25")]
    [InlineData("\"cost\":0,\"is_byok\":false,\"cost_details\":{\"upstream_inference_cost\":0.25}", "0")]
    [InlineData(
        "\"is_byok\":true,\"cost_details\":{\"upstream_inference_prompt_cost\":0.1,\"upstream_inference_completions_cost\":0.2}", "0.3")]
    [InlineData("\"cost\":{\"input_tokens_cost\":0.1,\"request_cost\":0.2}", null)]
    [InlineData("\"cost_in_usd_ticks\":9007199254740993", "900719.9254740993")]
    [InlineData("\"cost_in_usd_ticks\":\"10000000000\"", "1")]
    public void A_cost_is_read_where_all_of_it_is_stated(string members, string? usd)
    {
        var facts = new AdditionalPropertiesDictionary();
        Read("{" + members + "}", facts);
        Assert.Equal(
            usd is null ? null : decimal.Parse(usd, CultureInfo.InvariantCulture), (decimal?)facts.GetValueOrDefault(WireFacts.CostUsdKey));
    }

    private static string Read(string usage)
    {
        var facts = new AdditionalPropertiesDictionary();
        return Describe(Read(usage, facts), facts);
    }

    private static UsageDetails? Read(string usage, AdditionalPropertiesDictionary facts)
    {
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(usage));
        Assert.True(json.Read());
        var read = UsageReader.Read(ref json, facts);
        Assert.Equal(usage.TrimEnd().Length, json.BytesConsumed);
        Assert.False(json.Read());
        return read;
    }

    internal static string Describe(UsageDetails? usage, AdditionalPropertiesDictionary? facts)
    {
        var said = new List<string>();
        void Say(string name, object? value) => said.AddRange(value is null ? [] : [FormattableString.Invariant($"{name} {value}")]);
        long? Rare(string key) => usage?.AdditionalCounts is { } rare && rare.TryGetValue(key, out var count) ? count : null;
        static long? NotZero(long? count) => count > 0 ? count : null;

        Say("in", usage?.InputTokenCount);
        Say("out", usage?.OutputTokenCount);
        Say("cached", NotZero(usage?.CachedInputTokenCount));
        Say("written", Rare(WireFacts.CacheWriteKey));
        Say("hour", Rare(WireFacts.CacheWrite1hKey));
        Say("reasoning", NotZero(usage?.ReasoningTokenCount));
        if (NotZero(usage?.InputAudioTokenCount ?? usage?.OutputAudioTokenCount) is not null)
        {
            Say("audio", $"{usage?.InputAudioTokenCount}/{usage?.OutputAudioTokenCount}");
        }

        if (Rare(WireFacts.ImageInputKey) is not null)
        {
            Say("image", $"{Rare(WireFacts.ImageInputKey)}/{Rare(WireFacts.ImageOutputKey)}");
        }

        Say("searches", Rare(WireFacts.WebSearchesKey));
        Say("tier", facts?.GetValueOrDefault(WireFacts.ServiceTierKey));
        Say("speed", facts?.GetValueOrDefault(WireFacts.SpeedKey));
        Say("geo", facts?.GetValueOrDefault(WireFacts.InferenceGeoKey));
        Say("cost", facts?.GetValueOrDefault(WireFacts.CostUsdKey));
        var others = facts?.GetValueOrDefault(WireFacts.OtherUsageKey) as IReadOnlyDictionary<string, UsageDetails>;
        foreach (var (model, other) in others ?? new Dictionary<string, UsageDetails>())
        {
            Say("other", $"{model}: {Describe(other, null)}");
        }

        return string.Join(' ', said);
    }
}

using RouteGen.Testing;

namespace RouteGen.Tool.Tests.Smoke;

/// <summary>What is served and is not what was asked for.</summary>
public sealed class ReplyTests
{
    public const string All = ", \"features\": [\"streaming\", \"tools\", \"jsonSchema\", \"vision\"]";

    public static TheoryData<string, SimulatedReply, string> Replies => new()
    {
        { "tool", SimulatedReply.FromText("It is cold."), "tool-not-called" },
        { "tool", SimulatedReply.Calling("get_weather", """{"city":"Oslo"}"""), "tool-unknown" },
        { "tool", SimulatedReply.Calling("get_temperature", """{"town":"Oslo"}"""), "tool-arguments" },
        { "tool", SimulatedReply.Calling("get_temperature", """{"city":"Oslo"}"""), "healthy" },
        { "schema", SimulatedReply.FromText("```json\n{\"capital\":\"Oslo\",\"letters\":4}\n```"), "schema-broken" },
        { "schema", SimulatedReply.FromText("Oslo, which has 4 letters"), "schema-broken" },
        { "schema", SimulatedReply.FromText("""{"capital":"Oslo"}"""), "schema-broken" },
        { "schema", SimulatedReply.FromText("""{"capital":"Oslo","letters":"four"}"""), "schema-broken" },
        { "schema", SimulatedReply.FromText("""{"capital":"Oslo","letters":4,"note":"!"}"""), "schema-broken" },
        { "schema", SimulatedReply.FromText("""{"capital":"Oslo","letters":4}"""), "healthy" },
        { "image", SimulatedReply.FromText("I see no picture."), "image-not-seen" },
        { "image", SimulatedReply.FromText("RED"), "healthy" },
        { "plain", SimulatedReply.FromText("Os") with { Finish = SimulatedFinish.Length, Usage = new(20, 512) }, "cut" },
        {
            "plain", SimulatedReply.FromText("") with { Finish = SimulatedFinish.Length, Usage = new(20, 512) { Reasoning = 512 } },
            "reasoning-cut"
        },
        {
            "schema", SimulatedReply.FromText("{\"cap") with { Finish = SimulatedFinish.Length, Usage = new(20, 512) { Reasoning = 500 } },
            "reasoning-cut"
        },
        { "plain", new SimulatedReply { Reasoning = "Only thoughts." }, "no-text" },
        { "error", SimulatedReply.FromText("I am whatever you call me."), "error-served" },
        { "error", SimulatedReply.Failing(SimulatedFailure.ModelNotFound), "refused" },
        { "error", SimulatedReply.Failing(SimulatedFailure.InvalidRequest), "error-shape" },
        { "error", SimulatedReply.Failing(SimulatedFailure.RateLimited), "error-unclear" },
    };

    [Theory]
    [MemberData(nameof(Replies))]
    public async Task It_is_named(string shape, SimulatedReply reply, string diagnosis)
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.DeepSeek);
        provider.OnAnyModel().Always(reply);
        using var stand = SmokeStand.ForOne("deepseek", provider.Endpoint.AbsoluteUri, model: All);

        var result = await stand.JsonAsync("--shape", shape, "--fail-on", "note");

        Assert.Equal(diagnosis, result.Diagnosis($"one {shape}"));
        Assert.Equal(diagnosis is "healthy" or "refused" ? 0 : 1, result.ExitCode);
        Assert.NotEqual(shape == "error" ? "healthy" : "", result.Call($"one {shape}").GetProperty("verdict").GetString());
    }

    [Fact]
    public async Task A_model_that_thinks_gets_the_tokens_for_it_and_the_table_is_named_where_it_does_not_allow_them()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        provider.OnAnyModel().Always(SimulatedReply.FromText("Oslo"));
        using var stand = SmokeStand.ForOne(
            "openai", provider.Endpoint.AbsoluteUri, model: ", \"features\": [\"reasoning\"]");
        await stand.RunAsync("--shape", "plain");
        Assert.Equal(2048, Limit(provider));

        using var narrow = SmokeStand.ForOne(
            "openai", provider.Endpoint.AbsoluteUri, model: ", \"features\": [\"reasoning\"]",
            chain: """{ "target": "one", "options": { "maxOutputTokens": 64 } }""");
        provider.OnAnyModel().Always(
            SimulatedReply.FromText("") with { Finish = SimulatedFinish.Length, Usage = new(20, 64) { Reasoning = 64 } });
        var result = await narrow.JsonAsync("--shape", "plain");

        Assert.Equal(64, Limit(provider));
        Assert.Equal("reasoning-cut", result.Diagnosis("one plain"));
        Assert.Contains("64 output tokens", result.Words("one plain"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_model_that_answers_is_named_and_a_dated_name_is_none()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        provider.OnAnyModel().Always(SimulatedReply.FromText("Oslo") with { Model = "the-model-2026-08-07" });
        using var stand = SmokeStand.ForOne("openai", provider.Endpoint.AbsoluteUri);
        Assert.Empty((await stand.JsonAsync("--shape", "plain")).Findings);

        provider.OnAnyModel().Always(SimulatedReply.FromText("Oslo") with { Model = "a-cheaper-model" });
        var result = await stand.JsonAsync("--shape", "plain", "--fail-on", "warning");

        Assert.Equal((1, "smoke-other-model"), (result.ExitCode, Assert.Single(result.FindingIds)));
        Assert.Equal("a-cheaper-model", result.Call("one plain").GetProperty("answeredBy").GetString());
    }

    [Fact]
    public async Task A_vector_of_another_length_is_named()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = new SmokeStand();
        stand.Write(SmokeStand.Table(
            $$"""{ "p": { "kind": "openai", "apiKeyEnv": "SMOKE_KEY", "endpoint": "{{provider.Endpoint}}" } }""",
            """{ "m": { "contextWindow": 8000, "dimensions": 16 } }""",
            """{ "one": { "provider": "p", "model": "m", "deployment": "the-model" } }""",
            """{ "embed": { "type": "embedding", "about": "Embeds.", "chain": ["one"] } }"""));
        Assert.Equal("vector-length", (await stand.JsonAsync("--shape", "embedding")).Diagnosis("one embedding"));

        provider.SetDimensions("the-model", 16);
        provider.On("routegen-smoke-no-such-model").Always(SimulatedReply.Failing(SimulatedFailure.ModelNotFound));
        var result = await stand.JsonAsync();
        Assert.Equal((0, 2), (result.ExitCode, result.Calls.Count()));
        Assert.Equal(("healthy", "refused"), (result.Diagnosis("one embedding"), result.Diagnosis("one error")));
    }

    private static int Limit(SimulatedProvider provider)
    {
        var body = provider.Requests[^1].Body;
        return (body.TryGetProperty("max_completion_tokens", out var limit) ? limit : body.GetProperty("max_tokens")).GetInt32();
    }
}

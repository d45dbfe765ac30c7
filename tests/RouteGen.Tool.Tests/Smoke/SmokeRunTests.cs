using System.Text.Json;
using RouteGen.Testing;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Tool.Tests.Smoke;

/// <summary>Runs as wholes: what is called, what it may cost, what is written, what is compared.</summary>
public sealed class SmokeRunTests
{
    private const string Priced = ", \"usdPerMTok\": { \"input\": 10, \"output\": 100 }";

    /// <summary>One of each kind, and one that the application would serve itself.</summary>
    private static string EveryKind
    {
        get
        {
            var kinds = SimulatedFaultTests.Kinds.Select(static k => k.Data.Item1).ToArray();
            string Each(Func<string, string> write) => string.Join(", ", kinds.Select(write));
            return SmokeStand.Table(
                $$"""
                { {{Each(static k => $"\"{k}\": {{ \"kind\": \"{k}\", \"endpoint\": \"https://host.example\" }}")}},
                  "own": { "kind": "custom" } }
                """,
                $$"""
                { "m": { "contextWindow": 100000, "maxOutput": 8000, "usdPerMTok": { "input": 1, "output": 2 }{{ReplyTests.All}} },
                  "v": { "contextWindow": 8000, "dimensions": 16 } }
                """,
                $$"""
                { {{Each(static k => $"\"on-{k}\": {{ \"provider\": \"{k}\", \"model\": \"m\" }}")}},
                  "on-own": { "provider": "own", "model": "m" }, "vectors": { "provider": "openai", "model": "v" } }
                """,
                $$"""
                { "ask": { "about": "Asks.", "chain": [{{Each(static k => $"\"on-{k}\"")}}, "on-own"] },
                  "embed": { "type": "embedding", "about": "Embeds.", "chain": ["vectors"] } }
                """);
        }
    }

    [Fact]
    public async Task A_simulated_table_of_every_kind_is_well_in_every_shape()
    {
        using var stand = new SmokeStand();
        stand.Write(EveryKind);

        var result = await stand.JsonAsync("--simulated", "--concurrency", "8", "--fail-on", "note");

        // It takes no tools, and says so.
        Assert.Equal("on-perplexity tool", Assert.Single(result.Findings).GetProperty("subject").GetString());
        Assert.Equal("tool-not-sent", result.Diagnosis("on-perplexity tool"));
        Assert.Equal((21 * 6) + 2, result.Calls.Count());
        Assert.All(result.Calls.Where(static c => c.GetProperty("id").GetString() != "on-perplexity tool"), static call =>
        {
            var isError = call.GetProperty("shape").GetString() == "error";
            Assert.Equal(isError ? "refused" : "healthy", call.GetProperty("verdict").GetString());
            Assert.True(isError || call.GetProperty("usage").GetProperty("input").GetInt64() > 0);
        });
        Assert.All(result.Calls.Where(static c => c.GetProperty("shape").GetString() == "stream"), static call =>
        {
            var stream = call.GetProperty("stream");
            Assert.True(stream.GetProperty("events").GetInt32() > 3 && stream.GetProperty("usage").GetBoolean(), call.GetRawText());
            Assert.NotEqual(JsonValueKind.Null, stream.GetProperty("end").ValueKind);
            Assert.NotEqual(JsonValueKind.Null, call.GetProperty("firstTokenMs").ValueKind);
        });
    }

    [Theory]
    [InlineData("text", "6 calls: 5 healthy, 1 refused, rightly.")]
    [InlineData("markdown", "| one | stream | healthy |")]
    [InlineData("github", "All is well.")]
    [InlineData("sarif", "\"version\": \"2.1.0\"")]
    [InlineData("json", "\"verb\": \"smoke\"")]
    public async Task Every_format_has_the_calls_or_the_findings(string format, string text)
    {
        using var stand = SmokeStand.ForOne("openai", null, model: ReplyTests.All);

        var result = await stand.RunAsync("--simulated", "--format", format);

        Assert.Equal((0, ""), (result.ExitCode, result.Errors));
        Assert.Contains(text, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_is_at_its_target_in_the_table()
    {
        using var stand = SmokeStand.ForOne("openai", SimulatedProvider.GetRefusedEndpoint().AbsoluteUri);

        var place = Assert.Single((await stand.JsonAsync("--shape", "plain")).Findings).GetProperty("place");

        Assert.Equal(("routes.json", 5), (place.GetProperty("path").GetString(), place.GetProperty("line").GetInt32()));
    }

    [Fact]
    public async Task A_key_that_is_missing_is_named_by_its_variable_and_may_be_allowed()
    {
        using var stand = SmokeStand.ForOne("openai", null).Without("SMOKE_KEY");

        var result = await stand.JsonAsync();
        Assert.Equal((1, "smoke-key-missing"), (result.ExitCode, Assert.Single(result.FindingIds)));
        Assert.Contains("Set the environment variable SMOKE_KEY.", result.Findings.Single().GetProperty("message").GetString(),
            StringComparison.Ordinal);
        Assert.All(result.Calls, static c => Assert.Equal("not-run", c.GetProperty("verdict").GetString()));

        Assert.Equal(0, (await stand.JsonAsync("--allow-missing")).ExitCode);
    }

    [Fact]
    public async Task A_key_with_a_line_break_in_it_is_named_and_not_shown()
    {
        using var stand = SmokeStand.ForOne("openai", null).With("SMOKE_KEY", $"{SmokeStand.Key}\n{SmokeStand.Key}");

        Assert.Equal("key-malformed", (await stand.JsonAsync()).Diagnosis("one plain"));
    }

    [Fact]
    public async Task Each_of_several_keys_is_tried_and_one_that_is_refused_is_asked_once()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        provider.OnAnyModel().Always(static request => request.Headers["Authorization"] == "Bearer bad-key-of-the-two"
            ? SimulatedReply.Failing(SimulatedFailure.InvalidApiKey) : SimulatedReply.FromText("Oslo"));
        using var stand = new SmokeStand().With("GOOD", "good-key-of-the-two").With("BAD", "bad-key-of-the-two");
        stand.Write(SmokeStand.Table(
            $$"""{ "p": { "kind": "openai", "apiKeyEnv": ["GOOD", "BAD"], "endpoint": "{{provider.Endpoint}}" } }""",
            """{ "m": { "contextWindow": 100000, "maxOutput": 8000, "features": ["streaming"] } }""",
            """{ "one": { "provider": "p", "model": "m" } }""", """{ "ask": { "about": "Asks.", "chain": ["one"] } }"""));

        var result = await stand.JsonAsync("--shape", "plain", "--shape", "stream");

        Assert.Equal(("healthy", "healthy"), (result.Diagnosis("one#1 plain"), result.Diagnosis("one#1 stream")));
        Assert.Equal(("key-unknown", "same"), (result.Diagnosis("one#2 plain"), result.Diagnosis("one#2 stream")));
        Assert.Contains("BAD (key 2)", result.Words("one#2 plain"), StringComparison.Ordinal);
        Assert.Equal(3, provider.Requests.Count);
    }

    [Fact]
    public async Task What_does_not_fit_into_max_usd_is_not_run_and_the_exit_code_says_so()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = SmokeStand.ForOne("openai", provider.Endpoint.AbsoluteUri, model: Priced);

        var result = await stand.JsonAsync("--shape", "plain", "--max-usd", "0.01");

        Assert.Equal((1, "max-usd"), (result.ExitCode, result.Diagnosis("one plain")));
        Assert.Equal("smoke-max-usd", Assert.Single(result.FindingIds));
        Assert.Empty(provider.Requests);
    }

    [Fact]
    public async Task Max_usd_is_kept_whatever_goes_on_at_a_time()
    {
        // Each uses up all that it may: 512 tokens at 100 USD per million, and there is room for three of twelve.
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        provider.OnAnyModel().Always(SimulatedReply.FromText("Oslo") with { Usage = new(20, 512), Delay = TimeSpan.FromMilliseconds(5) });
        using var stand = new SmokeStand();
        var names = Enumerable.Range(0, 12).Select(static i => $"t{i}").ToArray();
        stand.Write(SmokeStand.Table(
            $$"""{ "p": { "kind": "openai", "apiKeyEnv": "SMOKE_KEY", "endpoint": "{{provider.Endpoint}}" } }""",
            $$"""{ "m": { "contextWindow": 100000, "maxOutput": 8000{{Priced}} } }""",
            $"{{ {string.Join(", ", names.Select(static n => $$"""
                "{{n}}": { "provider": "p", "model": "m", "deployment": "{{n}}" }
                """))} }}",
            $$"""{ "ask": { "about": "Asks.", "chain": [{{string.Join(", ", names.Select(static n => $"\"{n}\""))}}] } }"""));

        var result = await stand.JsonAsync("--shape", "plain", "--max-usd", "0.16", "--concurrency", "12", "--per-provider", "12");

        var run = result.Json.GetProperty("sections").GetProperty("run");
        Assert.Equal((3, 9), (run.GetProperty("healthy").GetInt32(), run.GetProperty("notRun").GetInt32()));
        Assert.Equal((3, 3 * 0.0514m), (provider.Requests.Count, run.GetProperty("costUsd").GetDecimal()));
    }

    [Fact]
    public async Task What_a_run_took_of_a_quota_is_told_by_the_headers()
    {
        await using var server = new RawServer(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\nx-ratelimit-limit-requests: 200\r\n"
            + "x-ratelimit-remaining-requests: 150\r\nx-ratelimit-limit-tokens: 1000\r\nx-ratelimit-remaining-tokens: 900\r\n\r\n"
            + """{"id":"1","object":"chat.completion","model":"the-model","choices":[{"index":0,"message":{"role":"assistant","""
            + """ "content":"Oslo"},"finish_reason":"stop"}],"usage":{"prompt_tokens":30,"completion_tokens":20,"total_tokens":50}}""");
        using var stand = SmokeStand.ForOne("openai", server.Endpoint);

        var text = (await stand.RunAsync("--shape", "plain")).Output;

        Assert.Contains("one: 1 requests of 200 (0.5%), 151 left before and 150 after", text, StringComparison.Ordinal);
        Assert.Contains("one: 50 tokens of 1,000 (5%), 950 left before and 900 after", text, StringComparison.Ordinal);
        Assert.Contains("150 requests", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_log_has_a_line_for_each_call_and_an_earlier_run_names_what_was_better()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        provider.OnAnyModel().Always(SimulatedReply.FromText("Oslo") with { Usage = new(20, 10), Model = "the-model" });
        using var stand = SmokeStand.ForOne("openai", provider.Endpoint.AbsoluteUri, model: Priced + ", \"features\": [\"streaming\"]");
        Assert.Equal(1, (await stand.RunAsync("--log", "smoke.jsonl", "--shape", "plain", "--shape", "stream", "--shape", "error",
            "--fail-on", "warning")).ExitCode);

        var log = await File.ReadAllTextAsync(Path.Combine(stand.Folder, "smoke.jsonl"));
        Assert.Equal(3, log.TrimEnd().Split('\n').Length);
        Assert.DoesNotContain("Norway", log, StringComparison.Ordinal);
        Assert.DoesNotContain("Oslo", log, StringComparison.Ordinal);
        Assert.DoesNotContain(SmokeStand.Key[..8], log, StringComparison.Ordinal);

        // The same again: nothing was better. Then one fails, and the other is answered by another model at a higher price.
        var again = await stand.RunAsync("--against", "smoke.jsonl", "--shape", "plain");
        Assert.DoesNotContain("regression", again.Output, StringComparison.Ordinal);
        provider.OnAnyModel().Always(static request => request.IsStreaming
            ? SimulatedReply.Failing(SimulatedFailure.ServerError)
            : SimulatedReply.FromText("Oslo") with { Usage = new(20, 30), Model = "the-model-2026-11-01" });
        var result = await stand.JsonAsync("--against", "smoke.jsonl", "--shape", "plain", "--shape", "stream");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            ["smoke-regression-cost", "smoke-regression-model", "smoke-regression-unhealthy", "smoke-server-error"],
            result.FindingIds.Order());
    }

    [Fact]
    public async Task A_result_as_json_can_be_compared_with_and_what_is_no_run_is_refused()
    {
        using var stand = SmokeStand.ForOne("openai", null);
        Assert.Equal(0, (await stand.RunAsync("--simulated", "--format", "json", "-o", "last.json")).ExitCode);
        Assert.Equal(0, (await stand.JsonAsync("--simulated", "--against", "last.json")).ExitCode);

        Assert.Equal(64, (await stand.RunAsync("--simulated", "--against", "none.json")).ExitCode);
        stand.Write("{\"id\":\"one plain\",\"verdict\":\"healthy\"}\nnot json\n", "bad.jsonl");
        var bad = await stand.RunAsync("--simulated", "--against", "bad.jsonl");
        Assert.Equal(70, bad.ExitCode);
        Assert.Contains("bad.jsonl(2)", bad.Errors, StringComparison.Ordinal);
        stand.Write("{}", "empty.json");
        Assert.Equal(70, (await stand.RunAsync("--simulated", "--against", "empty.json")).ExitCode);
    }

    [Theory]
    [InlineData("did you mean 'one'", "--target", "onr")]
    [InlineData("no route 'x'", "--route", "x")]
    [InlineData("the shapes are plain", "--shape", "round")]
    [InlineData("nothing to call", "--shape", "embedding")]
    [InlineData("'0' is not what --max-usd takes", "--max-usd", "0")]
    [InlineData("'-1' is not what --concurrency takes", "--concurrency", "-1")]
    [InlineData("'soon' is not what --timeout takes", "--timeout", "soon")]
    public async Task A_wrong_command_line_ends_with_64(string message, params string[] args)
    {
        using var stand = SmokeStand.ForOne("openai", null);

        var result = await stand.RunAsync(["--simulated", .. args]);

        Assert.Equal((64, ""), (result.ExitCode, result.Output));
        Assert.Contains(message, result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ways_in_which_routes_ask_a_target_are_tried_each()
    {
        using var stand = new SmokeStand();
        stand.Write(SmokeStand.Table(
            """{ "p": { "kind": "openai" } }""",
            """{ "m": { "contextWindow": 100000, "maxOutput": 8000, "features": [] } }""",
            """{ "one": { "provider": "p", "model": "m" } }""",
            """
            { "a": { "about": "Asks.", "chain": ["one"] }, "b": { "about": "Asks.", "chain": ["one"] },
              "c": { "about": "Asks.", "chain": [{ "target": "one", "options": { "temperature": 0.2 } }] } }
            """));

        Assert.Equal(["one (a, b) plain", "one (c) plain"], Ids(await stand.JsonAsync("--simulated", "--shape", "plain")));
        Assert.Equal(["one plain"], Ids(await stand.JsonAsync("--simulated", "--shape", "plain", "--route", "c")));
    }

    private static IEnumerable<string?> Ids(SmokeResult result) => result.Calls.Select(static c => c.GetProperty("id").GetString());
}

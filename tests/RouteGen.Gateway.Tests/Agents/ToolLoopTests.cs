using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Testing;

namespace RouteGen.Gateway.Tests.Agents;

/// <summary>
/// A tool loop that begins at one target goes on at another, in each dialect of callers and between all dialects of targets, whole and
/// streamed. What each target is sent is held to its own rules.
/// </summary>
public sealed class ToolLoopTests
{
    private static readonly string[] Targets = ["gpt", "resp", "claude", "gem", "mis", "local"];

    /// <summary>Each target hands over to two others and takes over from two.</summary>
    public static TheoryData<string, string, bool> Loops => [.. Targets.SelectMany((first, i) => new[] { 1, 3 }.Select(
        step => new TheoryDataRow<string, string, bool>(first, Targets[(i + step) % Targets.Length], (i + step) % 2 == 0)))];

    [Theory]
    [MemberData(nameof(Loops))]
    public async Task A_loop_goes_on_at_another_target_when_its_own_dies_between_rounds(string first, string second, bool streamed)
    {
        await using var bench = await StartAsync(first, second);

        // Mistral's usage goes on as it states it, without the details that OpenAI's has.
        bench.Wire.IsOn = first != "mis" && second != "mis";
        foreach (var dialect in new[] { "chat", "responses", "messages" })
        {
            var (one, other) = (bench.Providers.On(first), bench.Providers.On(second));
            one.Clear();
            other.Clear();
            one.Reply(new SimulatedReply
            {
                Reasoning = HasReasoning(first) ? "Two cities, two calls." : null,
                ToolCalls = [Call(first, "Rome", 1), Call(first, "Oslo", 2)],
            });
            one.Always(SimulatedReply.Failing(SimulatedFailure.ServerError));
            other.Reply(new SimulatedReply
            {
                Reasoning = HasReasoning(second) ? "One more." : null,
                ToolCalls = [Call(second, "Bern", 3)],
            });
            other.Reply(SimulatedReply.FromText("It rains everywhere."));

            var agent = new AgentClient(bench, dialect, streamed);
            agent.Say("How is the weather?");
            await agent.AskAsync();
            Assert.Equal((first, 2), (agent.Target, agent.Ids.Count));
            Assert.All(agent.Ids, id => Assert.Matches("^rg[a-z2-7]{4}.", id));

            await agent.AskAsync();
            Assert.Equal((second, 1), (agent.Target, agent.Ids.Count));
            var foreign = SentTo(bench, second);
            HeldToItsRules(second, foreign, calls: 2);
            AssertNothingOf(first, foreign);

            await agent.AskAsync();
            Assert.Equal((second, "It rains everywhere."), (agent.Target, agent.Text));
            var own = SentTo(bench, second);
            HeldToItsRules(second, own, calls: 3);
            AssertNothingOf(first, own);
            if (second != "local")
            {
                Assert.Contains($"\"{Id(second, 3)}\"", own, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("chat", "gpt", "claude")]
    [InlineData("responses", "resp", "claude")]
    [InlineData("messages", "claude", "gpt")]
    public async Task A_loop_survives_a_stream_that_is_cut(string dialect, string first, string second)
    {
        await using var bench = await StartAsync(first, second);
        bench.Wire.IsOn = dialect != "responses";
        var (one, other) = (bench.Providers.On(first), bench.Providers.On(second));
        one.Reply(new SimulatedReply { ToolCalls = [Call(first, "Rome", 1)] });
        one.Reply(SimulatedReply.Failing(SimulatedFailure.StreamResetAfterContent));
        one.Always(SimulatedReply.Failing(SimulatedFailure.ServerError));
        other.Always(SimulatedReply.FromText("It rains."));
        var agent = new AgentClient(bench, dialect, streamed: true);
        agent.Say("How is the weather?");
        Assert.True(await agent.AskAsync("op"));

        Assert.False(await agent.AskAsync("op"));
        Assert.True(await agent.AskAsync("op"));

        Assert.Equal((second, "It rains."), (agent.Target, agent.Text));
        HeldToItsRules(second, SentTo(bench, second), calls: 1);
    }

    [Theory]
    [InlineData("chat", "gpt")]
    [InlineData("responses", "resp")]
    [InlineData("messages", "claude")]
    public async Task What_comes_back_to_its_issuer_is_what_it_said(string dialect, string target)
    {
        await using var bench = await StartAsync(target, "local");
        bench.Providers.On(target)
            .Reply(new SimulatedReply { Reasoning = HasReasoning(target) ? "Hm." : null, ToolCalls = [Call(target, "Rome", 1)] })
            .Reply(SimulatedReply.FromText("It rains."));
        var agent = new AgentClient(bench, dialect, streamed: false);
        agent.Say("How is the weather?");
        await agent.AskAsync();
        await agent.AskAsync();

        var sent = SentTo(bench, target);
        Assert.DoesNotMatch("\"rg[a-z2-7]{4}", sent);
        Assert.Equal(2, sent.Split($"\"{Id(target, 1)}\"").Length - 1);
        Assert.True(!HasReasoning(target)
            || sent.Contains(target == "claude" ? "signature" : "encrypted_content", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("chat", "gpt", "resp")]
    [InlineData("responses", "resp", "gpt")]
    [InlineData("messages", "claude", "gpt")]
    public async Task An_operation_stays_over_http_and_its_record_says_so(string dialect, string first, string second)
    {
        await using var bench = await StartAsync(first, second);
        var (one, other) = (bench.Providers.On(first), bench.Providers.On(second));
        one.Reply(SimulatedReply.Failing(SimulatedFailure.ServerError));
        one.Always(SimulatedReply.FromText("It rains."));
        other.Always(SimulatedReply.FromText("It rains.") with { Usage = new SimulatedUsage(20_000, 10) { CachedInput = 15_000 } });
        foreach (var (operation, target) in new[] { ("op", second), ("op", second), ("other", first), ("op", second) })
        {
            var agent = new AgentClient(bench, dialect, streamed: false);
            agent.Say(string.Concat(Enumerable.Repeat("How is the weather? ", 2_000)));
            await agent.AskAsync(operation);
            Assert.Equal(target, agent.Target);
        }

        Assert.Equal([false, true, false, true], bench.Records.All.Select(r => r.Stayed));
        Assert.Equal(["op", "op", "other", "op"], bench.Records.All.Select(r => r.OperationId));
    }

    [Fact]
    public async Task Ids_that_were_never_ours_pass_unchanged()
    {
        await using var bench = await StartAsync("gpt", "claude");
        bench.Providers.On("gpt").Always(SimulatedReply.FromText("ok"));
        var body = System.Text.Json.Nodes.JsonNode.Parse("""
            {"model":"agent","messages":[{"role":"user","content":"a"},
            {"role":"assistant","content":null,
             "tool_calls":[{"id":"rgzzzzz_mine","type":"function","function":{"name":"weather","arguments":"{}"}}]},
            {"role":"tool","tool_call_id":"rgzzzzz_mine","content":"rain"}]}
            """)!;

        using var response = await bench.PostAsync("/v1/chat/completions", body);

        Assert.True(response.IsSuccessStatusCode);
        Assert.Equal(2, SentTo(bench, "gpt").Split("rgzzzzz_mine").Length - 1);
    }

    private static bool HasReasoning(string target) => target is "resp" or "claude";

    /// <summary>An id as the target's provider makes them.</summary>
    private static string Id(string target, int number) => target switch
    {
        "claude" => $"toolu_01AbCdEfGhIjKlMnOpQrSt{number:D2}",
        "mis" => $"AbCdEfG{number:D2}",
        _ => $"call_AbCdEfGhIjKlMnOpQrStUv{number:D2}",
    };

    private static SimulatedToolCall Call(string target, string city, int number) =>
        new("weather", $$"""{"city":"{{city}}"}""") { Id = Id(target, number) };

    private static Task<GatewayBench> StartAsync(string first, string second) => GatewayBench.StartAsync(services: s =>
        s.ConfigureAll<RouteTableSettings>(o =>
        {
            foreach (var target in (string[])[first, second, .. Targets.Except([first, second])])
            {
                o.GetOrAddRoute("agent").Order.Add(target);
            }
        }));

    private static string SentTo(GatewayBench bench, string target)
    {
        var (provider, deployment) = target switch
        {
            "gpt" => ("openai", "gpt-wire"),
            "resp" => ("responses", "resp-wire"),
            "claude" => ("anthropic", "claude-wire"),
            "gem" => ("google", "gemini-3-wire"),
            "mis" => ("mistral", "mistral-wire"),
            _ => ("ollama", "local-wire"),
        };
        return bench.Providers.GetProvider(provider).Requests.Last(r => r.Model == deployment).Body.GetRawText();
    }

    private static void AssertNothingOf(string target, string sent)
    {
        Assert.DoesNotMatch("\"rg[a-z2-7]{4}", sent);
        Assert.DoesNotContain(Id(target, 1), sent, StringComparison.Ordinal);
        Assert.DoesNotContain("Two cities", sent, StringComparison.Ordinal);
    }

    /// <summary>Every result answers a call that stands before it, under an id that the provider takes.</summary>
    private static void HeldToItsRules(string target, string sent, int calls)
    {
        using var document = JsonDocument.Parse(sent);
        var (made, answered) = (new List<string>(), new List<string>());
        Collect(document.RootElement, made, answered);
        if (target == "local")
        {
            Assert.Equal(calls, sent.Split("\"tool_name\"").Length - 1);
            return;
        }

        Assert.Equal(calls, made.Count);
        Assert.Equal(made, answered);
        Assert.All(made, id => Assert.Matches(target switch
        {
            "mis" => "^[a-zA-Z0-9]{9}$",
            "claude" => "^[a-zA-Z0-9_-]{1,64}$",
            "resp" => "^.{1,64}$",
            _ => "^.{1,40}$",
        }, id));
    }

    private static void Collect(JsonElement json, List<string> made, List<string> answered)
    {
        if (json.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in json.EnumerateArray())
            {
                Collect(item, made, answered);
            }
        }
        else if (json.ValueKind == JsonValueKind.Object)
        {
            var type = json.TryGetProperty("type", out var t) && t.ValueKind == JsonValueKind.String ? t.GetString() : null;
            foreach (var member in json.EnumerateObject())
            {
                var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : null;
                switch (member.Name)
                {
                    case "tool_call_id" or "tool_use_id":
                        answered.Add(text!);
                        break;
                    case "call_id":
                        (type == "function_call_output" ? answered : made).Add(text!);
                        break;
                    case "id" when type is "tool_use" || json.TryGetProperty("function", out _):
                        made.Add(text!);
                        break;
                    case "input" when type == "tool_use":
                        break;
                    default:
                        Collect(member.Value, made, answered);
                        break;
                }
            }
        }
    }
}

using System.Net;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Definitions;
using RouteGen.Tests.Telemetry;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Operations;

/// <summary>Whether an operation stays with the target that served it last: each condition alone, in both directions.</summary>
public sealed class StayTests
{
    private static AgentTarget OpenAI => new("openai", AgentBench.Sheet);

    private static AgentTarget Anthropic => new("anthropic", AgentBench.Sheet);

    [Theory]
    [InlineData("openai", false, 9.9, true)]
    [InlineData("openai", false, 10.1, false)]
    [InlineData("anthropic", false, 4.9, true)]
    [InlineData("anthropic", false, 5.1, false)]
    [InlineData("anthropic", true, 59, true)]
    [InlineData("anthropic", true, 61, false)]
    [InlineData("custom", false, 4.9, true)]
    [InlineData("custom", false, 5.1, false)]
    public async Task After_a_fallback_an_operation_stays_while_the_cache_lives_and_then_returns(
        string kind, bool forAnHour, double minutes, bool stays)
    {
        await using var agent = new AgentBench([OpenAI, new(kind, AgentBench.Sheet)]) { ForAnHour = forAnHour };
        agent.Down.Add("first");
        await agent.TurnAsync(10_000);
        agent.Down.Clear();
        agent.Pass(minutes);

        var record = await agent.TurnAsync(10_100);

        Assert.Equal((stays ? "second" : "first", stays), (record.ServedBy, record.Stayed));
        Assert.Single(record.Attempts);
    }

    [Fact]
    public async Task Each_use_lets_the_cache_live_on_and_the_next_operation_begins_at_the_first_choice()
    {
        await using var agent = new AgentBench([OpenAI, Anthropic]);
        agent.Down.Add("first");
        await agent.TurnAsync(10_000);
        agent.Down.Clear();
        for (var i = 1; i <= 20; i++)
        {
            agent.Pass(4);
            Assert.Equal("second", (await agent.TurnAsync(10_000 + (100 * i))).ServedBy);
        }

        Assert.Equal(("first", false), (await agent.TurnAsync(10_000, "another")) is var other ? (other.ServedBy, other.Stayed) : default);
        Assert.Equal(("first", false), (await agent.TurnAsync(10_000, operation: null)) is var none ? (none.ServedBy, none.Stayed)
            : default);
        Assert.Equal(("first", false), (await agent.TurnAsync(10_000, tenant: "other")) is var own ? (own.ServedBy, own.Stayed) : default);
        Assert.Equal("second", (await agent.TurnAsync(12_100)).ServedBy);
    }

    [Fact]
    public async Task What_is_served_by_the_first_choice_has_not_stayed_and_lost_nothing()
    {
        await using var agent = new AgentBench([OpenAI, OpenAI]);
        for (var i = 0; i < 3; i++)
        {
            var record = await agent.TurnAsync(10_000);
            Assert.Equal(("first", false, null), (record.ServedBy, record.Stayed, record.LostCacheUsd));
        }
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(10.1, false)]
    public async Task It_returns_when_this_turn_costs_more_where_it_stays(double cached, bool stays)
    {
        // At the first choice 10,000 tokens of input cost as much as they do at ten times that rate from a cache.
        await using var agent = new AgentBench(
        [
            OpenAI with { Price = new() { Input = 10m, CachedInput = 10m, Output = 1m } },
            OpenAI with { Price = new() { Input = 100m, CachedInput = (decimal)cached, Output = 1m } },
        ]);
        agent.Down.Add("first");
        await agent.TurnAsync(10_000);
        agent.Down.Clear();

        var record = await agent.TurnAsync(9_900);

        Assert.Equal((stays ? "second" : "first", stays), (record.ServedBy, record.Stayed));
    }

    [Fact]
    public async Task A_target_that_is_dearer_turn_by_turn_is_left_before_it_has_cost_as_much_as_the_way_back()
    {
        // A turn costs 0.3 where it stays, 0.1 where the first choice has its own cache, and 1.0 where it has to fill that.
        await using var agent = new AgentBench(
        [
            OpenAI with { Price = new() { Input = 100m, CachedInput = 10m, Output = 0m } },
            OpenAI with { Price = new() { Input = 300m, CachedInput = 30m, Output = 0m } },
        ]);
        agent.Down.Add("first");
        await agent.TurnAsync(10_000);
        agent.Down.Clear();

        List<string?> served = [];
        for (var i = 0; i < 8; i++)
        {
            served.Add((await agent.TurnAsync(10_000)).ServedBy);
        }

        Assert.Equal(["second", "second", "second", "second", "first", "first", "first", "first"], served);
    }

    [Fact]
    public async Task It_stays_for_ever_where_that_is_no_dearer()
    {
        await using var agent = new AgentBench([OpenAI, OpenAI]);
        agent.Down.Add("first");
        await agent.TurnAsync(10_000);
        agent.Down.Clear();
        for (var i = 0; i < 30; i++)
        {
            Assert.True((await agent.TurnAsync(10_000 + (i * 500))).Stayed);
        }
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public async Task An_unknown_cost_is_the_highest(bool isKnown, bool isKnownThere, bool stays)
    {
        await using var agent = new AgentBench(
        [
            OpenAI with { Price = isKnownThere ? AgentBench.Sheet : null }, OpenAI with { Price = isKnown ? AgentBench.Sheet : null },
        ]);
        agent.Down.Add("first");
        await agent.TurnAsync(10_000);
        agent.Down.Clear();

        Assert.Equal(stays, (await agent.TurnAsync(10_000)).Stayed);
    }

    [Fact]
    public async Task A_target_that_is_down_is_left_and_the_operation_moves()
    {
        await using var agent = new AgentBench([OpenAI, OpenAI, OpenAI]);
        agent.Down.Add("first");
        await agent.TurnAsync(10_000);
        agent.Down.Add("second");

        var moved = await agent.TurnAsync(10_000);

        Assert.Equal(["second", "first", "third"], moved.Attempts.Select(a => a.Target));
        Assert.True(moved.Stayed);
        // All of it had to be read anew, at 3.00 instead of 0.30 for a million.
        Assert.Equal(0.027m, moved.LostCacheUsd);

        agent.Down.Clear();
        Assert.Equal("third", (await agent.TurnAsync(10_000)).ServedBy);
    }

    [Fact]
    public async Task A_target_that_operation_has_disabled_is_not_stayed_with()
    {
        await using var agent = new AgentBench([OpenAI, OpenAI]);
        agent.Down.Add("first");
        await agent.TurnAsync(10_000);
        agent.Down.Clear();
        agent.Bench.Set(("Targets:second:Enabled", "false"));

        var record = await agent.TurnAsync(10_000);

        Assert.Equal(("first", false, 0.027m), (record.ServedBy, record.Stayed, record.LostCacheUsd));
    }

    [Theory]
    [InlineData("Routes:ask:Stay", "false")]
    [InlineData("Routes:ask:Order", "third")]
    [InlineData("Targets:second:Deployment", "another")]
    public async Task What_operation_sets_holds_at_once(string key, string value)
    {
        await using var agent = new AgentBench([OpenAI, OpenAI, OpenAI]);
        agent.Down.Add("first");
        await agent.TurnAsync(10_000);
        agent.Down.Clear();
        Assert.Equal("second", (await agent.TurnAsync(10_000)).ServedBy);
        agent.Bench.Set((key, value));

        Assert.Equal(value == "third" ? "third" : "first", (await agent.TurnAsync(10_000)).ServedBy);
    }

    [Fact]
    public async Task What_keeps_a_request_away_keeps_it_away_where_it_would_stay()
    {
        await using var agent = new AgentBench([OpenAI, OpenAI with { Window = 20_000 }]);
        agent.Down.Add("first");
        await agent.TurnAsync(10_000);
        agent.Down.Clear();

        var record = await agent.TurnAsync(30_000);

        Assert.Equal(("first", false), (record.ServedBy, record.Stayed));
    }

    [Fact]
    public async Task A_limit_on_cost_does_not_refuse_a_call_for_staying()
    {
        // 30,000 tokens may come to 0.15 USD at the second, whatever part of them it has in its cache.
        await using var agent = new AgentBench(
            [
                OpenAI with { Price = new() { Input = 3m, CachedInput = 3m, Output = 1m } },
                OpenAI with { Price = new() { Input = 5m, CachedInput = 0m, Output = 1m } },
            ],
            r => r.With(costLimit: 0.12m));
        agent.Down.Add("first");
        await agent.TurnAsync(20_000);
        agent.Down.Clear();

        var record = await agent.TurnAsync(30_000);

        Assert.Equal(("first", false), (record.ServedBy, record.Stayed));
    }

    [Fact]
    public async Task A_target_whose_own_faults_stop_the_call_is_not_begun_at()
    {
        await using var agent = new AgentBench(
            [OpenAI, OpenAI],
            r => r.With(chain: [r.Chain[0], r.Chain[1].With(on: new OnFaultDefinition(Fault.ServerError, OnFaultAction.Stop))]));
        agent.Down.Add("first");
        await agent.TurnAsync(10_000);
        agent.Down.Clear();

        Assert.Equal("first", (await agent.TurnAsync(10_000)).ServedBy);
    }

    [Fact]
    public async Task An_arm_stays_the_callers_own()
    {
        await using var agent = new AgentBench(
            [OpenAI, OpenAI],
            r => r.With(strategy: RouteStrategy.Weighted, chain: [r.Chain[0].With(1), r.Chain[1].With(0)]));
        agent.Down.Add("first");
        await agent.TurnAsync(10_000);
        agent.Down.Clear();

        var record = await agent.TurnAsync(10_000);

        Assert.Equal(("second", "first", true), (record.ServedBy, record.Arm, record.Stayed));
    }

    [Fact]
    public async Task Where_the_first_choice_is_skipped_and_the_chain_leads_there_anyway_it_has_stayed_too()
    {
        await using var agent = new AgentBench([OpenAI, OpenAI]);
        agent.Bench.First.Then();
        agent.Down.Add("first");
        for (var i = 0; i < 12; i++)
        {
            await agent.TurnAsync(10_000, $"op-{i}");
        }

        var record = await agent.TurnAsync(10_000, "op-0");

        Assert.Equal((SkipReason.CircuitOpen, "second", true), (record.Skipped[0].Reason, record.ServedBy, record.Stayed));
    }

    [Fact]
    public async Task A_stream_that_breaks_off_is_not_stayed_with()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0), _ => TestBench.Model(0));
        bench.First.Then(Step.Fails(HttpStatusCode.ServiceUnavailable), Step.Says("ok"));
        bench.Second.Then(Step.Says("ok"), Step.BreaksAfter("half of"), Step.Says("ok"));
        var client = bench.Route.For(operationId: "op");
        await client.GetStreamingResponseAsync("a").ToChatResponseAsync();
        await Assert.ThrowsAnyAsync<Exception>(() => client.GetStreamingResponseAsync("a").ToChatResponseAsync());

        await client.GetStreamingResponseAsync("a").ToChatResponseAsync();

        Assert.Equal([false, true, false], bench.Route.Records.Select(r => r.Stayed));
        Assert.Equal(["second", "second", "first"], bench.Route.Records.Select(r => r.ServedBy));
    }

    [Fact]
    public async Task A_loop_with_reasoning_goes_on_where_it_began_and_one_without_returns_when_staying_costs_more()
    {
        await using var bench = new TestBench(
            r => r.With(maxRetries: 0),
            i => new() { Name = $"m{i}", Price = new($"{i}", new() { Input = 1 + (9 * i), CachedInput = 1 + (9 * i), Output = 1 + i }) });
        var call = new FunctionCallContent("c", "weather") { AdditionalProperties = new() { ["RouteGen.Target"] = "second" } };
        var reasoning = new TextReasoningContent("hm") { AdditionalProperties = new() { ["RouteGen.Target"] = "second" } };
        ChatMessage result = new(ChatRole.Tool, [new FunctionResultContent("c", "rain")]);
        bench.First.Then(Step.Fails(HttpStatusCode.ServiceUnavailable), Step.Says("ok"));
        var client = bench.Route.For(operationId: "op");
        await client.GetResponseAsync("weather?");

        await client.GetResponseAsync([new(ChatRole.User, "weather?"), new(ChatRole.Assistant, [reasoning, call]), result]);
        await client.GetResponseAsync([new(ChatRole.User, "weather?"), new(ChatRole.Assistant, [call]), result]);

        Assert.Equal(["second", "second", "first"], bench.Route.Records.Select(r => r.ServedBy));
        Assert.Equal([false, true, false], bench.Route.Records.Select(r => r.Stayed));
    }

    [Fact]
    public async Task What_was_lost_is_told_in_record_log_and_metrics()
    {
        var lines = new LogLines();
        await using var agent = new AgentBench([OpenAI, Anthropic], services: s => s.AddLogging(b => b.AddProvider(lines)));
        await agent.TurnAsync(10_000);
        agent.Down.Add("first");
        using var seen = new MeasurementList();

        var switched = await agent.TurnAsync(10_100);

        // 10,000 tokens written for five minutes at 3.75 instead of read at 0.30.
        Assert.Equal(0.0345m, switched.LostCacheUsd);
        Assert.Contains("\"lostCacheUsd\":0.0345", switched.ToJson(), StringComparison.Ordinal);
        Assert.Contains("routegen.cost.lost_cache=0.0345 {route=ask, target=second}", seen.Take());
        Assert.Contains(lines.All, l => l.Id == 34
            && l.Text.Contains("moved from first to second, where 10000 tokens were not read from a cache, for 0.0345",
                StringComparison.Ordinal));

        agent.Down.Clear();
        var stayed = await agent.TurnAsync(10_200);

        Assert.Equal((true, null), (stayed.Stayed, stayed.LostCacheUsd));
        Assert.Contains("routegen.stays=1 {route=ask, target=second}", seen.Take());
        Assert.Contains("\"stayed\":true", stayed.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_hour_of_cache_and_what_no_cache_at_all_cost()
    {
        await using var hour = new AgentBench([OpenAI, Anthropic]) { ForAnHour = true };
        await hour.TurnAsync(10_000);
        hour.Down.Add("first");
        Assert.Equal(0.057m, (await hour.TurnAsync(10_000)).LostCacheUsd);

        // What is not marked is not kept, so there is nothing to lose.
        await using var unmarked = new AgentBench([Anthropic, OpenAI]) { Marks = false };
        await unmarked.TurnAsync(10_000);
        unmarked.Down.Add("first");
        Assert.Equal(0m, (await unmarked.TurnAsync(10_000)).LostCacheUsd);

        // Who has no rate for it: what was saved before.
        await using var none = new AgentBench([OpenAI, OpenAI with { Price = new() { Input = 7m, Output = 7m } }]);
        await none.TurnAsync(10_000);
        none.Down.Add("first");
        Assert.Equal(0.027m, (await none.TurnAsync(10_000)).LostCacheUsd);

        // And after its time nothing lives that could be lost.
        await using var late = new AgentBench([OpenAI, OpenAI]);
        await late.TurnAsync(10_000);
        late.Down.Add("first");
        late.Pass(11);
        Assert.Null((await late.TurnAsync(10_000)).LostCacheUsd);
    }
}

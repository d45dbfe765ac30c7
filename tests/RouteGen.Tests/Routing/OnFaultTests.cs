using System.Net;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

/// <summary>What a table's <c>on</c> makes of faults.</summary>
public sealed class OnFaultTests
{
    [Fact]
    public async Task A_fault_that_stops_by_default_goes_on_where_the_route_says_so()
    {
        await using var bench = Bench(on: new(Fault.InvalidRequest, OnFaultAction.Next));
        bench.First.Then(Step.Fails(HttpStatusCode.BadRequest));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((TestTarget.Second, Fault.InvalidRequest), (response.ServedBy, response.Record.FallbackReason));
    }

    [Fact]
    public async Task A_fault_that_goes_on_by_default_stops_where_the_route_says_so()
    {
        await using var bench = Bench(on: new(Fault.RateLimited, OnFaultAction.Stop));
        bench.First.Then(Step.Fails(HttpStatusCode.TooManyRequests));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal((RouteOutcome.Stopped, Fault.RateLimited, 1), (e.Record.Outcome, e.Fault, e.Record.Attempts.Count));
        Assert.Empty(bench.Second.Requests);
    }

    [Fact]
    public async Task A_fault_that_is_repeated_by_default_is_not_where_the_route_says_next()
    {
        await using var bench = Bench(on: new(Fault.ServerError, OnFaultAction.Next));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));

        Assert.Equal(TestTarget.Second, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
        Assert.Single(bench.First.Requests);
    }

    [Fact]
    public async Task A_fault_is_repeated_where_the_route_says_so()
    {
        await using var bench = Bench(on: new(Fault.EmptyReply, OnFaultAction.Retry));
        bench.First.Then(Step.Says(""), Step.Says("at last"));

        var response = await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal((TestTarget.First, 2), (response.ServedBy, response.Record.Attempts.Count));
    }

    [Fact]
    public async Task The_word_of_a_chain_entry_wins_over_the_routes_and_holds_for_it_alone()
    {
        await using var bench = new TestBench(
            r => r.With(
                maxRetries: 0,
                chain: [r.Chain[0].With(0, new OnFaultDefinition(Fault.InvalidRequest, OnFaultAction.Next)), r.Chain[1], r.Chain[2]],
                on: [new(Fault.InvalidRequest, OnFaultAction.Stop)]),
            targets: 3);
        bench.First.Then(Step.Fails(HttpStatusCode.BadRequest));
        bench.Second.Then(Step.Fails(HttpStatusCode.BadRequest));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(["first", "second"], e.Record.Attempts.Select(a => a.Target));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Named_targets_replace_the_rest_of_the_chain(bool streamed)
    {
        await using var bench = Bench(onlyThird: true, on: new(Fault.ServerError, OnFaultAction.Targets, "third"));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));

        var record = await CallAsync(bench, streamed);

        Assert.Equal("third", record.ServedBy);
        Assert.Equal(["first", "third"], record.Attempts.Select(a => a.Target));
        Assert.Contains("fallback First Third ServerError", bench.Route.Events);
        Assert.Empty(bench.Second.Requests);
    }

    [Fact]
    public async Task Named_targets_are_asked_in_turn_and_no_target_twice()
    {
        await using var bench = Bench(maxAttempts: 9, on: new(Fault.ServerError, OnFaultAction.Targets, "third", "first", "second"));
        foreach (var client in bench.Clients)
        {
            client.Then(Step.Fails(HttpStatusCode.InternalServerError));
        }

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal((RouteOutcome.Failed, Fault.ServerError), (e.Record.Outcome, e.Fault));
        Assert.Equal(["first", "third", "second"], e.Record.Attempts.Select(a => a.Target));
    }

    [Fact]
    public async Task The_bound_on_attempts_holds_on_the_way_to_named_targets()
    {
        await using var bench = Bench(onlyThird: true, maxAttempts: 1, on: new(Fault.ServerError, OnFaultAction.Targets, "third"));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Single(e.Record.Attempts);
    }

    [Fact]
    public async Task An_overflow_that_is_foreseen_leads_where_one_that_happens_does()
    {
        await using var bench = Bench(
            onlyThird: true, window: i => i == 2 ? 100_000 : 1_000, on: new(Fault.ContextTooLong, OnFaultAction.Targets, "third"));

        var response = await bench.Route.GetResponseAsync(new string('x', 8_000));

        Assert.Equal(TestTarget.Third, response.ServedBy);
        Assert.Equal([new SkippedTarget("first", SkipReason.WindowTooSmall)], response.Record.Skipped);
        Assert.Empty(bench.Second.Requests);
    }

    [Fact]
    public async Task A_tool_loop_goes_on_at_a_target_that_only_a_fault_led_to()
    {
        await using var bench = Bench(onlyThird: true, on: new(Fault.ServerError, OnFaultAction.Targets, "third"));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError), Step.Says("well again"));
        var call = new FunctionCallContent("c1", "look");
        bench.Third.Then(
            Step.Replies(new ChatResponse(new ChatMessage(ChatRole.Assistant, [call])) { FinishReason = ChatFinishReason.ToolCalls }),
            Step.Says("found"));
        var asked = await bench.Route.GetResponseAsync("a ticket");

        var answered = await bench.Route.GetResponseAsync(
            [.. asked.Messages, new ChatMessage(ChatRole.Tool, [new FunctionResultContent("c1", "seen")])]);

        Assert.Equal((TestTarget.Third, TestTarget.Third), (asked.ServedBy, answered.ServedBy));
        Assert.Single(bench.First.Requests);
    }

    [Fact]
    public void Every_fault_that_a_table_can_name_is_one()
    {
        var faults = Enum.GetNames<Fault>().Except([
            "None", "StateNotPortable",
            "InputLimitExceeded", "CostLimitExceeded", "BudgetExceeded", "BudgetUnavailable", "BudgetBusy", "NoTargetAvailable", "Cancelled"
        ]);
        using var schema = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(Repository(), "routes.schema.json")));
        var named = schema.RootElement.GetProperty("definitions").GetProperty("on")
            .GetProperty("properties").EnumerateObject()
            .Select(p => char.ToUpperInvariant(p.Name[0]) + p.Name[1..]);

        Assert.Equal(faults.Order(StringComparer.Ordinal), named.Order(StringComparer.Ordinal));
    }

    private static TestBench Bench(OnFaultDefinition on, bool onlyThird = false, int maxAttempts = 4, Func<int, int>? window = null) => new(
        r => r.With(maxRetries: on.Action == OnFaultAction.Targets ? 0 : 1, maxAttempts: maxAttempts,
            chain: onlyThird ? [r.Chain[0], r.Chain[1]] : r.Chain, onTargets: onlyThird ? [r.Chain[2]] : [], on: [on]),
        model: window is null ? null : i => new ModelDefinition { Name = $"model-{i}", ContextWindow = window(i) },
        targets: 3);

    private static async Task<RouteRecord> CallAsync(TestBench bench, bool streamed)
    {
        if (!streamed)
        {
            return (await bench.Route.GetResponseAsync("a ticket")).Record;
        }

        await foreach (var _ in bench.Route.GetStreamingResponseAsync("a ticket"))
        {
        }

        return bench.Record;
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "RouteGen.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}

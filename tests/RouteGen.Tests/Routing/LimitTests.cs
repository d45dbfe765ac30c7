using System.Net;
using Microsoft.Extensions.AI;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

public sealed class LimitTests
{
    [Fact]
    public async Task An_attempt_that_takes_too_long_is_not_repeated_while_another_target_remains()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.StallsAfter(""));
        bench.Second.Then(Step.Says("in time"));

        var response = await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(TestTarget.Second, response.ServedBy);
        Assert.Single(bench.First.Requests);
        var slow = response.Record.Attempts[0];
        Assert.Equal((Fault.Timeout, "attempt", CostSource.Estimated), (slow.Fault, slow.Code, slow.CostSource));
        Assert.InRange(slow.Latency, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(6.3));
        Assert.Equal(CostSource.Estimated, response.Cost.Source);
    }

    [Fact]
    public async Task The_last_target_is_asked_once_more_after_a_timeout()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.StallsAfter(""));
        bench.Second.Then(Step.StallsAfter(""), Step.Says("at the second try"));

        var response = await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(3, response.Record.Attempts.Count);
    }

    [Fact]
    public async Task The_total_bounds_the_call_whatever_the_attempts_may_take()
    {
        await using var bench = new TestBench(r => r.With(total: TimeSpan.FromSeconds(8)));
        bench.First.Then(Step.StallsAfter(""));
        bench.Second.Then(Step.StallsAfter(""));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket")));

        Assert.Equal(Fault.Timeout, e.Fault);
        Assert.Equal(["attempt", "total"], e.Record.Attempts.Select(a => a.Code));
        Assert.InRange(e.Record.Latency, TimeSpan.FromSeconds(8), TimeSpan.FromSeconds(8.3));
    }

    [Fact]
    public async Task A_client_that_ignores_cancellation_cannot_hold_the_call()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Deaf());

        var response = await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(TestTarget.Second, response.ServedBy);
    }

    [Fact]
    public async Task Input_above_the_routes_limit_is_refused_before_anything_is_sent()
    {
        await using var bench = new TestBench(r => r.With(inputLimit: 100));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync(new string('x', 1_000)));

        Assert.Equal((Fault.InputLimitExceeded, RouteOutcome.Stopped), (e.Fault, e.Record.Outcome));
        Assert.Empty(bench.First.Requests);
    }

    [Fact]
    public async Task A_call_stops_before_the_attempt_that_could_take_it_over_its_cost_limit()
    {
        // One attempt may cost 600 output tokens at 10 USD a million and a few of input; a timeout is settled at that.
        await using var bench = new TestBench(r => r.With(costLimit: 0.0065m));
        bench.First.Then(Step.StallsAfter(""));

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket")));

        Assert.Equal(Fault.CostLimitExceeded, e.Fault);
        Assert.True(e.Record.CostUsd <= 0.0065m);
        Assert.Empty(bench.Second.Requests);
    }

    [Fact]
    public async Task A_target_whose_window_is_too_small_is_left_out()
    {
        await using var bench = new TestBench(
            model: i => i == 0 ? new ModelDefinition { Name = "small", MaxInput = 100 } : TestBench.Model(i));

        var response = await bench.Route.GetResponseAsync(new string('x', 1_000));

        Assert.Equal(TestTarget.Second, response.ServedBy);
        Assert.Equal([new SkippedTarget("first", SkipReason.WindowTooSmall)], response.Record.Skipped);
    }

    [Fact]
    public async Task A_target_that_lacks_what_the_request_needs_is_left_out()
    {
        await using var bench = new TestBench(
            model: i => i == 0 ? new ModelDefinition { Name = "plain", Features = ModelFeatures.Streaming } : TestBench.Model(i));
        var options = new ChatOptions { Tools = [AIFunctionFactory.Create(() => 1, "one")] };

        var response = await bench.Route.GetResponseAsync("a ticket", options);

        Assert.Equal([new SkippedTarget("first", SkipReason.MissingFeature)], response.Record.Skipped);
    }

    [Fact]
    public async Task A_target_that_lacks_what_the_route_requires_is_left_out_whatever_the_request_needs()
    {
        await using var bench = new TestBench(
            r => r.With(requires: ModelFeatures.JsonSchema),
            i => i == 0 ? new ModelDefinition { Name = "plain", Features = ModelFeatures.Streaming } : TestBench.Model(i));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal([new SkippedTarget("first", SkipReason.MissingFeature)], response.Record.Skipped);
        Assert.Empty(bench.First.Requests);
    }

    [Fact]
    public async Task When_no_target_has_what_the_request_needs_the_report_says_so()
    {
        await using var bench = new TestBench(model: _ => new ModelDefinition { Name = "plain", Features = ModelFeatures.None });
        var picture = new ChatMessage(ChatRole.User, [new DataContent(new byte[10], "image/png")]);

        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync(picture));

        Assert.Equal(Fault.UnsupportedRequest, e.Fault);
        Assert.Contains("the model lacks a feature that the request needs", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_price_is_not_free()
    {
        await using var bench = new TestBench(model: _ => new ModelDefinition { Name = "unpriced" });

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((null, CostSource.Unknown), (response.Cost.Usd, response.Cost.Source));
        Assert.NotNull(response.Record.Usage);
    }

    [Fact]
    public async Task A_cost_that_the_provider_states_wins_and_the_computed_one_is_kept()
    {
        await using var bench = new TestBench();
        bench.First.Then(
            Step.Says("ok", 1_000, 200, properties: new AdditionalPropertiesDictionary { [RouteGen.Wire.WireFacts.CostUsdKey] = 0.0031m }));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((0.0031m, CostSource.Provider), (response.Cost.Usd, response.Cost.Source));
        Assert.Equal(0.003m, response.Record.Attempts[0].ComputedCostUsd);
    }

    [Fact]
    public async Task Cached_tokens_are_billed_once_and_at_their_own_rate()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Replies(new ChatResponse(new ChatMessage(ChatRole.Assistant, "ok"))
        {
            FinishReason = ChatFinishReason.Stop,
            Usage = new UsageDetails { InputTokenCount = 1_000_000, CachedInputTokenCount = 400_000, OutputTokenCount = 1 },
        }));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(0.6m + 0.04m + 0.00001m, response.Cost.Usd);
        Assert.Equal(new TokenUsage { Input = 1_000_000, CachedInput = 400_000, Output = 1, Requests = 1 }, response.Record.Usage);
    }

    [Fact]
    public async Task A_cancelled_call_is_recorded_and_looks_like_cancellation()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.StallsAfter(""));
        using var source = new CancellationTokenSource();
        Task call = bench.Route.GetResponseAsync("a ticket", cancellationToken: source.Token);
        await source.CancelAsync();

        var e = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);

        Assert.Equal(source.Token, e.CancellationToken);
        Assert.Equal((RouteOutcome.Cancelled, Fault.Cancelled), (bench.Record.Outcome, bench.Record.Attempts[0].Fault));
    }

    [Fact]
    public async Task A_fallback_pays_for_what_was_billed_before_it()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.Fails(HttpStatusCode.InternalServerError));
        bench.Second.Then(Step.Says("ok", 1_000, 100));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal(response.Record.Attempts.Sum(a => a.CostUsd), response.Cost.Usd);
        Assert.Equal((0.004m, CostSource.Computed), (response.Cost.Usd, response.Cost.Source));
    }
}

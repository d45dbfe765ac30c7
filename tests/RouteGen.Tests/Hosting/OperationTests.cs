using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Hosting;

/// <summary>What is changed through configuration and its reload, without a rebuild.</summary>
public sealed class OperationTests
{
    [Theory]
    [InlineData("Targets:first:Enabled")]
    [InlineData("Targets:FIRST:enabled")]
    [InlineData("Providers:house:Enabled")]
    public async Task A_target_is_taken_out_and_put_back(string key)
    {
        await using var bench = new TestBench(providerOf: i => i);
        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);

        bench.Set((key, "false"));
        var without = await bench.Route.GetResponseAsync("a ticket");
        Assert.Equal((TestTarget.Second, SkipReason.Disabled), (without.ServedBy, bench.Table.Health.Targets[0].SkipReason));
        Assert.Equal([new SkippedTarget("first", SkipReason.Disabled)], without.Record.Skipped);

        bench.Set((key, "true"));
        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
    }

    [Fact]
    public async Task A_deployment_is_changed_and_has_a_breaker_of_its_own()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Fails(HttpStatusCode.NotFound), Step.Says("ok"));
        await bench.Route.GetResponseAsync("a ticket");
        Assert.False(bench.Table.Health.Targets[0].IsAvailable);

        bench.Set(("Targets:first:Deployment", "deployed-elsewhere"));
        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((TestTarget.First, "deployed-elsewhere"), (response.ServedBy, response.Record.Attempts[0].Deployment));
        Assert.Equal("deployed-elsewhere", bench.First.Requests[^1].Options!.ModelId);
    }

    [Theory]
    [InlineData("second", "second,first,third")]
    [InlineData("third, second", "third,second,first")]
    [InlineData("", "first,second,third")]
    public async Task The_order_of_a_chain_is_changed_and_no_fallback_is_lost(string order, string expected)
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0), targets: 3);
        foreach (var client in bench.Clients)
        {
            client.Then(Step.Fails(HttpStatusCode.InternalServerError));
        }

        bench.Set(("Routes:ask:Order", order));
        var e = await Assert.ThrowsAsync<RouteException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Equal(expected, string.Join(',', e.Record.Attempts.Select(a => a.Target)));
    }

    [Fact]
    public async Task The_target_that_served_is_named_right_in_another_order()
    {
        await using var bench = new TestBench();
        bench.Set(("Routes:ask:Order:0", "second"), ("Routes:ask:Order:1", "first"));
        bench.Second.Then(Step.Fails(HttpStatusCode.Unauthorized));

        var response = await bench.Route.GetResponseAsync("a ticket");

        Assert.Equal((TestTarget.First, "first"), (response.ServedBy, response.Record.ServedBy));
        Assert.Contains("fallback Second First Unauthorized", bench.Route.Events);
    }

    [Fact]
    public async Task Weights_are_changed()
    {
        await using var bench = new TestBench(
            r => r.With(strategy: RouteStrategy.Weighted, chain: [r.Chain[0].With(1), r.Chain[1].With(0)]));
        Assert.Equal("first", (await bench.Route.GetResponseAsync("a ticket")).Record.Arm);

        bench.Set(("Routes:ask:Weights:first", "0"), ("Routes:ask:Weights:second", "5"));

        Assert.Equal("second", (await bench.Route.GetResponseAsync("a ticket")).Record.Arm);
    }

    [Theory]
    [InlineData("Total", "2s", "total")]
    [InlineData("Attempt", "00:00:02", "attempt")]
    public async Task Timeouts_are_changed(string timeout, string value, string code)
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.StallsAfter(""));
        bench.Second.Then(Step.StallsAfter(""));

        bench.Set(($"Routes:ask:Timeouts:{timeout}", value));
        var e = await Assert.ThrowsAsync<RouteException>(() => bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket")));

        Assert.Equal(code, e.Record.Attempts[0].Code);
        Assert.InRange(e.Record.Attempts[0].Latency, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(2.1));
    }

    [Fact]
    public async Task A_call_under_way_keeps_the_settings_that_it_began_with()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0));
        bench.First.Then(Step.StallsAfter(""));
        var call = bench.Route.GetResponseAsync("a ticket");

        bench.Set(("Targets:second:Enabled", "false"), ("Routes:ask:Timeouts:Attempt", "1s"));
        var response = await bench.InTimeAsync(call);

        Assert.Equal(TestTarget.Second, response.ServedBy);
        Assert.InRange(response.Record.Attempts[0].Latency, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(6.1));
    }

    [Theory]
    [InlineData(
        "Targets:frist:Enabled",
        "false",
        "RouteGen:TestTable:Targets:frist is not a target of the table; it has 'first', 'second'; did you mean 'first'?")]
    [InlineData("Targets:first:Enable", "false", "RouteGen:TestTable:Targets:first:Enable is not a setting; did you mean 'Enabled'?")]
    [InlineData("Targets:first:Enabled", "off", "RouteGen:TestTable:Targets:first:Enabled must be true or false")]
    [InlineData("Targets:first:Deployment", " ", "RouteGen:TestTable:Targets:first:Deployment must not be blank")]
    [InlineData("Target:first:Enabled", "false", "RouteGen:TestTable:Target is not a setting; did you mean 'Targets'?")]
    [InlineData(
        "Routes:asc:Order", "first", "RouteGen:TestTable:Routes:asc is not a route of the table; it has 'ask'; did you mean 'ask'?")]
    [InlineData(
        "Routes:ask:Order",
        "first, fourth",
        "RouteGen:TestTable:Routes:ask:Order:fourth is not a target of the route's chain; it has 'first', 'second'")]
    [InlineData("Routes:ask:Order", "first, FIRST", "RouteGen:TestTable:Routes:ask:Order names 'first' twice")]
    [InlineData(
        "Routes:ask:Weights:first",
        "1",
        "RouteGen:TestTable:Routes:ask:Weights would have no effect, since the route's strategy is not weighted")]
    [InlineData("Routes:ask:Timeouts:Totl", "1s", "RouteGen:TestTable:Routes:ask:Timeouts:Totl is not a setting; did you mean 'Total'?")]
    [InlineData("Routes:ask:Timeouts:Total", "30", "RouteGen:TestTable:Routes:ask:Timeouts:Total must be a duration such as 30s")]
    [InlineData("Routes:ask:Timeouts:Total", "25h", "RouteGen:TestTable:Routes:ask:Timeouts:Total must be a duration such as 30s")]
    [InlineData("Instances", "0", "RouteGen:TestTable:Instances must be a whole number from 1 to 1000000")]
    public async Task A_wrong_setting_is_refused_at_first_and_on_reload_the_last_good_state_stays(string key, string value, string message)
    {
        await using var wrong = new TestBench();
        wrong.Set((key, value));
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => wrong.Route.GetResponseAsync("a ticket"));
        Assert.Contains(message, e.Message, StringComparison.Ordinal);

        var log = new LogLines();
        await using var bench = new TestBench(services: s => s.AddSingleton<ILoggerProvider>(log));
        bench.Set(("Targets:first:Enabled", "false"));
        Assert.Equal(TestTarget.Second, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
        bench.Set((key, value));

        Assert.Equal(TestTarget.Second, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
        Assert.Contains(log.All, line => line.Id == 22 && line.Text.Contains(message, StringComparison.Ordinal));
    }

    [Fact]
    public async Task All_weights_at_zero_are_refused()
    {
        await using var bench = new TestBench(
            r => r.With(strategy: RouteStrategy.Weighted, chain: [r.Chain[0].With(1), r.Chain[1].With(0)]));
        bench.Set(("Routes:ask:Weights:first", "0"));

        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => bench.Route.GetResponseAsync("a ticket"));

        Assert.Contains("leaves no target with a weight above 0", e.Message, StringComparison.Ordinal);
    }
}

using System.Net;
using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.Plans;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Routing;

public sealed class StrategyTests
{
    [Theory]
    [InlineData("u-1", 5100870600944911357ul)]
    [InlineData("u-2", 1399765754938472291ul)]
    [InlineData("Zoë", 13327773273949031072ul)]
    public void The_hash_of_a_caller_is_the_same_on_every_machine_and_for_ever(string user, ulong hash) =>
        Assert.Equal(hash, StickyHash.Compute("TestTable/ask", "user", user));

    [Fact]
    public async Task A_caller_stays_with_an_arm_and_the_arms_share_callers_by_weight()
    {
        await using var bench = Weighted(90, 10);
        for (var i = 0; i < 2_000; i++)
        {
            await bench.Route.For(user: $"u-{i % 1_000}").GetResponseAsync("a ticket");
        }

        var first = bench.Route.Records.Take(1_000).ToDictionary(r => r.Caller.User!, r => r.Arm);
        Assert.All(bench.Route.Records.Skip(1_000), r => Assert.Equal(first[r.Caller.User!], r.Arm));
        Assert.All(bench.Route.Records, r => Assert.Equal(r.ServedBy, r.Arm));
        Assert.InRange(first.Values.Count(arm => arm == "second"), 70, 130);
    }

    [Theory]
    [InlineData("user", "u", "a", "t", "o")]
    [InlineData("agent", null, "a", "t", "o")]
    [InlineData("tenant", null, null, "t", "o")]
    [InlineData("operation", null, null, null, "o")]
    public async Task The_nearest_identifier_decides(string kind, string? user, string? agent, string? tenant, string? operation)
    {
        await using var bench = Weighted(50, 50);
        var id = user ?? agent ?? tenant ?? operation!;
        var expected = StickyHash.Point(100, "TestTable/ask", kind, id) < 50 ? "first" : "second";

        var response = await bench.Route.For(user, agent, tenant, operation).GetResponseAsync("a ticket");

        Assert.Equal(expected, response.Record.Arm);
    }

    [Fact]
    public async Task The_rest_of_the_chain_is_the_fallback_of_every_arm()
    {
        await using var bench = Weighted(0, 1);
        bench.Second.Then(Step.Fails(HttpStatusCode.Unauthorized));

        var response = await bench.Route.For(user: "u-1").GetResponseAsync("a ticket");

        Assert.Equal(("second", "first"), (response.Record.Arm, response.Record.ServedBy));
    }

    [Fact]
    public async Task Nobody_in_particular_begins_anywhere()
    {
        await using var bench = Weighted(50, 50);
        for (var i = 0; i < 200; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        Assert.InRange(bench.First.Requests.Count, 50, 150);
    }

    [Fact]
    public async Task The_cheapest_for_this_request_is_asked_first_and_an_unknown_price_last()
    {
        // The second is cheap to read and dear to write.
        PriceDefinition?[] prices = [null, new("b", new() { Input = 1, Output = 100 }), new("c", new() { Input = 10, Output = 10 })];
        await using var bench = new TestBench(
            r => r.With(strategy: RouteStrategy.Cheapest, maxRetries: 0),
            i => new ModelDefinition { Name = $"m-{i}", MaxOutput = 1_000, Price = prices[i] },
            targets: 3);

        var brief = await bench.Route.GetResponseAsync("write much");
        var lengthy = await bench.Route.GetResponseAsync(new string('x', 400_000), new ChatOptions { MaxOutputTokens = 1 });
        bench.Second.Then(Step.Fails(HttpStatusCode.Unauthorized));
        bench.Third.Then(Step.Fails(HttpStatusCode.Unauthorized));
        var last = await bench.Route.GetResponseAsync("write much");

        Assert.Equal((TestTarget.Third, TestTarget.Second), (brief.ServedBy, lengthy.ServedBy));
        Assert.Equal(["third", "second", "first"], last.Record.Attempts.Select(a => a.Target));
        Assert.NotNull(brief.Record.EstimatedCostUsd);
    }

    [Fact]
    public async Task Equal_costs_keep_the_order_of_the_chain()
    {
        await using var bench = new TestBench(
            r => r.With(strategy: RouteStrategy.Cheapest),
            _ => new ModelDefinition { Name = "m", MaxOutput = 1_000, Price = new("p", new() { Input = 1, Output = 1 }) },
            targets: 3);

        Assert.Equal(TestTarget.First, (await bench.Route.GetResponseAsync("a ticket")).ServedBy);
    }

    private static TestBench Weighted(int first, int second) =>
        new(r => r.With(strategy: RouteStrategy.Weighted, chain: [r.Chain[0].With(first), r.Chain[1].With(second)]));
}

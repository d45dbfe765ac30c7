using Microsoft.Extensions.AI;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;
using RouteGen.Wire;

namespace RouteGen.Tests.Costs;

public class RepricingTests
{
    [Fact]
    public async Task A_month_is_what_it_would_have_cost_at_other_prices()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("ok", 1_000, 200));
        for (var i = 0; i < 30; i++)
        {
            await bench.Route.GetResponseAsync("a ticket");
        }

        var total = bench.Route.Records.Reprice(Dearer(TestTable.Definition, 3m));

        Assert.Equal(new RepricedTotal { Records = 30, BeforeUsd = 30 * 0.003m, AfterUsd = 30 * 0.009m, Unknown = 0 }, total);
        Assert.All(bench.Route.Records, r => Assert.Equal(r, r.Reprice(TestTable.Definition) with { Attempts = r.Attempts }));
    }

    [Fact]
    public async Task Estimates_are_repriced_as_estimates_and_what_was_not_billed_stays_so()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0), targets: 3);
        bench.First.Then(Step.StallsAfter(""));
        bench.Second.Then(Step.Fails(System.Net.HttpStatusCode.InternalServerError));
        bench.Third.Then(Step.Says("ok", 1_000, 200));
        await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));

        var after = bench.Record.Reprice(Dearer(TestTable.Definition, 2m));

        Assert.Equal([CostSource.Estimated, CostSource.Computed, CostSource.Computed], after.Attempts.Select(a => a.CostSource));
        Assert.Equal(bench.Record.Attempts.Select(a => 2 * a.CostUsd), after.Attempts.Select(a => a.CostUsd));
        Assert.Equal(2 * bench.Record.CostUsd, after.CostUsd);
    }

    [Fact]
    public async Task What_the_provider_stated_stays_unless_one_asks_otherwise()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("ok", 1_000, 200, properties: new() { [WireFacts.CostUsdKey] = 0.0031m }));
        await bench.Route.GetResponseAsync("a ticket");
        var pricier = Dearer(TestTable.Definition, 2m);

        var kept = bench.Record.Reprice(pricier);
        var replaced = bench.Record.Reprice(pricier, keepStated: false);

        Assert.Equal((0.0031m, CostSource.Provider, 0.006m), (kept.CostUsd, kept.CostSource, kept.Attempts[0].ComputedCostUsd));
        Assert.Equal((0.006m, CostSource.Computed), (replaced.CostUsd, replaced.CostSource));
    }

    [Fact]
    public async Task A_target_that_the_other_table_does_not_have_costs_an_unknown_amount()
    {
        await using var bench = new TestBench();
        await bench.Route.GetResponseAsync("a ticket");
        RouteTableDefinition empty = new() { Name = "Other", Hash = "h", Providers = [], Targets = [], Routes = [] };

        Assert.Null(bench.Record.Reprice(empty).CostUsd);
        Assert.Equal(new RepricedTotal { Records = 0, BeforeUsd = 0m, AfterUsd = 0m, Unknown = 1 }, new[] { bench.Record }.Reprice(empty));
    }

    private static RouteTableDefinition Dearer(RouteTableDefinition table, decimal factor) => new()
    {
        Name = table.Name,
        Hash = "more expensive",
        Providers = table.Providers,
        Targets = [.. table.Targets.Select(t => t.With(factor: factor))],
        Routes = table.Routes,
    };
}

using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Spend;
using RouteGen.TestSupport.Doubles;
using RouteGen.Wire;

namespace RouteGen.Tests.Spend;

public sealed class SpendRepricerTests
{
    [Fact]
    public async Task A_month_of_lines_is_what_its_records_would_have_cost()
    {
        await using var bench = new TestBench(r => r.With(maxRetries: 0), targets: 3);
        bench.First.Then(Step.StallsAfter(""));
        bench.Second.Then(Step.Fails(System.Net.HttpStatusCode.InternalServerError));
        bench.Third.Then(Step.Says("ok", 1_000, 200));
        await bench.InTimeAsync(bench.Route.GetResponseAsync("a ticket"));
        var lines = SpendLine.FromRecord(bench.Record);

        var same = Reprice(lines, TestTable.Definition);
        var expensive = Reprice(lines, Dearer(TestTable.Definition, 3m));

        Assert.Equal(lines.Select(l => (l.CostUsd, l.CostSource)), same.Select(l => (l.CostUsd, l.CostSource)));
        Assert.Equal(bench.Record.Attempts.Select(a => a.PriceId), lines.Select(l => l.PriceId));
        Assert.Equal(lines.Select(l => 3 * l.CostUsd), expensive.Select(l => l.CostUsd));
        var totals = expensive.Aggregate(RepricedTotals.None, (sum, line) => sum.With(line));
        Assert.Equal(
            (3L, bench.Record.CostUsd!.Value, 2 * bench.Record.CostUsd.Value), (totals.Lines, totals.BeforeUsd, totals.DifferenceUsd));
        Assert.True(totals.EstimatedUsd > 0 && totals.NotRepriced == 0);
    }

    [Fact]
    public async Task Lines_are_matched_by_target_then_by_model_and_those_that_cannot_be_are_counted()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("ok", 1_000, 200));
        await bench.Route.GetResponseAsync("a ticket");
        var line = Assert.Single(SpendLine.FromRecord(bench.Record));
        SpendLine[] lines =
        [
            line,
            line with { CallId = "renamed", Target = "no longer", Provider = "no longer" },
            line with { CallId = "gone", Target = "no longer", Model = "no longer" },
            line with { CallId = "lost", Usage = null, CostUsd = null, CostSource = CostSource.Unknown },
            line with { CallId = "unknown", CostUsd = null, CostSource = CostSource.Unknown },
            line with { CallId = "foreign", Table = "OtherRoutes", Model = "another model" },
        ];

        var after = Reprice(lines, TestTable.Definition);

        Assert.Equal([line.CostUsd, line.CostUsd, null, null, line.CostUsd, null], after.Select(l => l.CostUsd));
        Assert.Equal(
            [
                SpendRepricingGap.None, SpendRepricingGap.None, SpendRepricingGap.ModelUnknown, SpendRepricingGap.UsageUnknown,
                SpendRepricingGap.None, SpendRepricingGap.ModelUnknown,
            ],
            after.Select(l => l.Gap));
        Assert.Equal(
            new RepricedTotals
            {
                Lines = 2,
                BeforeUsd = 2 * line.CostUsd!.Value,
                AfterUsd = 2 * line.CostUsd.Value,
                ModelUnknown = 2,
                UsageUnknown = 1,
                UnknownBefore = 1,
            },
            after.Aggregate(RepricedTotals.None, (sum, l) => sum.With(l)));
    }

    [Fact]
    public async Task What_the_provider_stated_is_computed_unless_it_is_to_stay()
    {
        await using var bench = new TestBench();
        bench.First.Then(Step.Says("ok", 1_000, 200, properties: new() { [WireFacts.CostUsdKey] = 0.0031m }));
        await bench.Route.GetResponseAsync("a ticket");
        var line = Assert.Single(SpendLine.FromRecord(bench.Record));
        var expensive = Dearer(TestTable.Definition, 2m);

        Assert.Equal((0.006m, CostSource.Computed), Of(new SpendRepricer(expensive).Reprice(line)));
        Assert.Equal((0.0031m, CostSource.Provider), Of(new SpendRepricer(expensive, keepStated: true).Reprice(line)));

        static (decimal?, CostSource) Of(RepricedLine line) => (line.CostUsd, line.CostSource);
    }

    private static RepricedLine[] Reprice(IEnumerable<SpendLine> lines, RouteTableDefinition table)
    {
        var repricer = new SpendRepricer(table);
        return [.. lines.Select(repricer.Reprice)];
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

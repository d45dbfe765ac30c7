using FsCheck;
using FsCheck.Fluent;
using RouteGen.Costs;
using RouteGen.Model.Fields;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;
using Xunit;

namespace RouteGen.Model.Tests.Costs;

/// <summary>
/// The worst-case cost of a route: whatever its attempts use inside the route's limits, on whatever day and in whatever
/// service tier, they cost no more together.
/// </summary>
public class WorstCaseTheoremTests
{
    private sealed record Attempt(TokenUsage Usage, ServiceTier Tier, int Day);

    private sealed record Case(RouteTable Table, Attempt[] Attempts);

    private static readonly Gen<Case> Cases =
        from models in Gen.ArrayOf(AnyModel, 3)
        from terms in Gen.ArrayOf(AnyTerms, 3)
        from targets in Gen.ArrayOf(AnyTarget, 3)
        from retries in Gen.Choose(0, 2)
        from attempts in Gen.Choose(1, 9)
        from entryOutput in Gen.Elements<int?>(null, 100, 2_000)
        from made in Gen.ArrayOf(AnyAttempt, 9)
        select new Case(TableOf(models, terms, targets, retries, attempts, entryOutput), made);

    private static Gen<(PriceSheet[] Sheets, RegionalMultiplier[] Regions)> AnyModel =>
        from sheets in Gen.NonEmptyListOf(AnyPrice.Sheet)
        from uplift in Gen.Elements(1.1m, 0.9m, 2m)
        select (sheets.Take(3).ToArray(), (RegionalMultiplier[])[new("eu", uplift), new("eu-west", 1.25m)]);

    private static Gen<(decimal Factor, string? Region)> AnyTerms => from factor in Gen.Elements(1m, 0.85m, 1.2m)
                                                                     from region in Gen.Elements<string?>(null, "eu", "eu-west-1", "us")
                                                                     select (factor, region);

    private static Gen<(bool IsProvisioned, ServiceTier? Tier)> AnyTarget =>
        from provisioned in Gen.Choose(0, 5)
        from tier in Gen.Elements<ServiceTier?>(null, null, ServiceTier.Flex, ServiceTier.Priority, ServiceTier.Standard)
        select (provisioned == 0, tier);

    private static Gen<Attempt> AnyAttempt =>
        from usage in AnyPrice.Usage
        from tier in AnyPrice.Tier
        from day in Gen.Choose(0, 2)
        select new Attempt(
            usage with { Images = 0, WebSearches = 0 }, tier, day);

    [Fact]
    public void No_admissible_call_costs_more()
    {
        var compared = 0;
        Prop.ForAll(Cases.ToArbitrary(), c =>
        {
            var route = c.Table.Routes[0];
            var worst = WorstCase.Compute(c.Table, route);
            var cost = CostOfCall(c, route);
            compared += cost > 0 && worst.CostUsd is not null ? 1 : 0;
            return worst.CostUsd is not { } bound || cost is not { } spent || spent <= bound;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

        Assert.InRange(compared, 200, 2_000);
    }

    /// <summary>
    /// As the runtime would bill it: attempts along the chain, each inside the limits, at the day's sheet,
    /// the served tier and the target's factor.
    /// </summary>
    private static decimal? CostOfCall(Case c, RouteEntry route)
    {
        decimal? sum = 0m;
        for (int target = 0, made = 0; target < route.Chain.Count; target++)
        {
            for (var k = 0; k <= route.Retry.MaxRetries && made < route.Limits.Attempts; k++)
            {
                sum += CostOf(c.Table, route, c.Table.Targets[target], route.Chain[target], c.Attempts[made++]);
            }
        }

        return sum;
    }

    private static decimal? CostOf(RouteTable table, RouteEntry route, TargetEntry target, ChainEntry entry, Attempt attempt)
    {
        var model = table.Models.Single(m => m.Name == target.Model);
        var provider = table.Providers.Single(p => p.Name == target.Provider);
        var output = new[] { route.Limits.OutputTokens!.Value, entry.MaxOutputTokens ?? int.MaxValue, model.MaxOutput!.Value }.Min();
        var sheets = model.Price!.Sheets.ToArray();
        var regional = provider.Region switch
        {
            "eu" => model.Price.RegionalMultipliers[0].Factor,
            "eu-west-1" => model.Price.RegionalMultipliers[1].Factor,
            _ => 1m
        };
        return target.IsProvisioned
            ? 0m
            : SecondOpinion.Cost(Within(attempt.Usage, route.Limits.InputTokens!.Value, output),
                sheets[attempt.Day % sheets.Length], target.ServiceTier ?? attempt.Tier, provider.PriceFactor * regional);
    }

    /// <summary>The usage, or where it leaves the bounds one of the same kinds that fills them.</summary>
    private static TokenUsage Within(TokenUsage usage, long input, long output)
    {
        if (usage.Input > input)
        {
            usage = usage with
            {
                Input = input,
                CachedInput = 0,
                CacheWrite = usage.CacheWrite > 0 ? input : 0,
                CacheWrite1h = 0,
                AudioInput = 0,
                ImageInput = 0
            };
        }

        return usage.Output > output
            ? usage with { Output = output, Reasoning = usage.Reasoning > 0 ? output : 0, AudioOutput = 0, ImageOutput = 0 }
            : usage;
    }

    private static RouteTable TableOf(
        (PriceSheet[] Sheets, RegionalMultiplier[] Regions)[] models, (decimal Factor, string? Region)[] terms,
        (bool IsProvisioned, ServiceTier? Tier)[] targets, int retries, int attempts, int? entryOutput) => new()
        {
            ClassName = "AnyRoutes",
            Models = models.Select((m, i) => new ModelEntry { Name = $"m{i}", Identifier = $"M{i}", MaxOutput = 3_000, Price = PriceOf(m) })
                .ToEquatableArray(),
            Providers = terms.Select((t, i) => new ProviderEntry
            {
                Name = $"p{i}",
                Identifier = $"P{i}",
                Kind = "openai",
                PriceFactor = t.Factor,
                Region = t.Region
            }).ToEquatableArray(),
            Targets = targets.Select((t, i) => new TargetEntry
            {
                Name = $"t{i}",
                Identifier = $"T{i}",
                Provider = $"p{i}",
                Model = $"m{i}",
                Deployment = $"m{i}",
                IsProvisioned = t.IsProvisioned,
                ServiceTier = t.Tier,
            }).ToEquatableArray(),
            Routes = new[]
            {
                new RouteEntry
                {
                    Name = "r",
                    Identifier = "R",
                    CostBucket = "r",
                    Chain = targets.Select(
                        (_, i) => new ChainEntry { Target = $"t{i}", MaxOutputTokens = i == 0 ? entryOutput : null }).ToEquatableArray(),
                    Retry = new RouteRetry { MaxRetries = retries },
                    Limits = new RouteLimits { Attempts = attempts, InputTokens = 150_000, OutputTokens = 4_000 },
                },
            }.ToEquatableArray(),
        };

    private static ModelPrice PriceOf((PriceSheet[] Sheets, RegionalMultiplier[] Regions) model) => new(model.Sheets[0], null, null)
    {
        RegionalMultipliers = model.Regions.ToEquatableArray(),
        Changes = model.Sheets.Skip(1).Select((sheet, i) => new PriceChange($"2027-0{i + 1}-01", sheet)).ToEquatableArray(),
    };
}

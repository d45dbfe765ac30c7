using FsCheck;
using FsCheck.Fluent;
using RouteGen.Costs;
using Xunit;

namespace RouteGen.Model.Tests.Costs;

public class CostPropertyTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(4_000);

    [Fact]
    public void No_request_inside_its_bounds_costs_more_than_the_worst_one()
    {
        var compared = 0;
        var bounded =
            from prices in AnyPrice.Sheet
            from usage in AnyPrice.Usage
            from tier in AnyPrice.Tier
            from isCertain in Gen.Elements(true, false)
            from factor in AnyPrice.Factor
            from room in Gen.Choose(0, 200_000)
            select (Prices: prices,
                Usage: usage with { Images = 0, WebSearches = 0 }, Tier: tier, IsCertain: isCertain, Factor: factor, Room: room);

        Prop.ForAll(bounded.ToArbitrary(), c =>
        {
            var cost = CostCalculator.Calculate(c.Usage, c.Prices, c.Tier, c.Factor);
            var worst = CostCalculator.CalculateWorstCase(
                c.Prices, c.Usage.Input + c.Room, c.Usage.Output + (c.Room / 100), c.IsCertain ? c.Tier : null, c.Factor);
            compared += cost is not null && worst is not null ? 1 : 0;
            return cost is null || worst is null || cost <= worst;
        }).Check(Many);

        Assert.InRange(compared, 800, 4_000);
    }

    [Fact]
    public void The_worst_request_exists_so_the_bound_is_no_higher_than_it_must_be()
    {
        var bounds =
            from prices in AnyPrice.Sheet
            from input in Gen.Choose(0, 400_000)
            from output in Gen.Choose(0, 5_000)
            from factor in AnyPrice.Factor
            select (Prices: prices, Input: (long)input, Output: (long)output, Factor: factor);

        Prop.ForAll(bounds.ToArbitrary(), c =>
        {
            // The most expensive request is all of one kind each way, at a threshold or at the bound, at one of the service tiers.
            var costs =
                from tier in Enum.GetValues<ServiceTier>()
                from input in Thresholds(c.Prices).Where(above => above < c.Input).Append(c.Input)
                from usage in AllOfOneKind(input, c.Output)
                select CostCalculator.Calculate(usage, c.Prices, tier, c.Factor);
            return CostCalculator.CalculateWorstCase(c.Prices, c.Input, c.Output, null, c.Factor) is not { } worst || worst == costs.Max();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));
    }

    [Fact]
    public void The_cost_is_what_a_second_calculation_says()
    {
        var known = 0;
        var billed = from prices in AnyPrice.Sheet
                     from usage in AnyPrice.Usage
                     from tier in AnyPrice.Tier
                     from factor in AnyPrice.Factor
                     select (prices, usage, tier, factor);

        Prop.ForAll(billed.ToArbitrary(), c =>
        {
            var cost = CostCalculator.Calculate(c.usage, c.prices, c.tier, c.factor);
            known += cost is null ? 0 : 1;
            return cost == SecondOpinion.Cost(c.usage, c.prices, c.tier, c.factor);
        }).Check(Many);

        Assert.InRange(known, 600, 3_800);
    }

    [Fact]
    public void The_worst_of_an_unknown_rate_is_unknown_where_a_reachable_tier_needs_it()
    {
        var prices = new PriceSheet { Output = 1m, Tier = new PriceTier(100, new PriceSheet { Input = 1m }) };

        Assert.Null(CostCalculator.CalculateWorstCase(prices, 1_000, 10));
        Assert.Null(CostCalculator.CalculateWorstCase(new PriceSheet { Input = 1m }, 10, 1));
        Assert.NotNull(CostCalculator.CalculateWorstCase(new PriceSheet { Input = 1m, Output = 1m }, 10, 1));
    }

    private static IEnumerable<TokenUsage> AllOfOneKind(long input, long output) =>
        from usage in (TokenUsage[])
        [
            new(), new()
            {
                CachedInput = input
            }, new() { CacheWrite = input }, new() { CacheWrite1h = input }, new() { AudioInput = input }, new() { ImageInput = input },
        ]
        from spoken in (TokenUsage[])[
            usage, usage with { Reasoning = output }, usage with { AudioOutput = output }, usage with { ImageOutput = output }
        ]
        select spoken with { Input = input, Output = output, Requests = 1 };

    private static IEnumerable<long> Thresholds(PriceSheet prices)
    {
        foreach (var sheet in (PriceSheet?[])[prices, prices.Flex, prices.Priority, prices.Batch])
        {
            for (var tier = sheet?.Tier; tier is not null; tier = tier.Next)
            {
                yield return tier.AboveInputTokens;
            }
        }
    }
}

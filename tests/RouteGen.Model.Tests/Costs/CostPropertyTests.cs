using RouteGen.Costs;
using Xunit;

namespace RouteGen.Model.Tests.Costs;

public class CostPropertyTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void No_request_inside_its_bounds_costs_more_than_the_worst_one(int seed)
    {
        var random = new Random(seed);
        var compared = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var prices = Prices(random);
            var usage = Usage(random);
            var maxInput = usage.Input + (random.Next(3) * random.Next(200_000));
            var maxOutput = usage.Output + random.Next(1_000);
            var worst = CostCalculator.Worst(prices, maxInput, maxOutput);
            if (CostCalculator.Cost(usage, prices) is { } cost && worst is { } bound)
            {
                compared++;
                Assert.True(cost <= bound, $"seed {seed}, case {i}: {cost} > {bound} for {usage} with {prices}");
            }
        }

        Assert.InRange(compared, 5_000, 20_000);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void The_worst_request_exists_so_the_bound_is_no_higher_than_it_must_be(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 5_000; i++)
        {
            var prices = Prices(random);
            long maxInput = random.Next(400_000);
            long maxOutput = random.Next(5_000);
            if (CostCalculator.Worst(prices, maxInput, maxOutput) is not { } worst)
            {
                continue;
            }

            // The dearest request is all of one kind each way, at a threshold or at the bound.
            var inputs = Tiers(prices).Select(t => (long)t.AboveInputTokens).Where(a => a < maxInput).Append(maxInput);
            var costs =
                from input in inputs
                from usage in AllOfOneKind(input, maxOutput)
                select CostCalculator.Cost(usage, prices);
            Assert.Equal(worst, costs.Max());
        }
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void The_cost_is_what_a_second_calculation_says(int seed)
    {
        var random = new Random(seed);
        var known = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var prices = Prices(random);
            var usage = Usage(random);

            var cost = CostCalculator.Cost(usage, prices);

            Assert.Equal(SecondOpinion.Cost(usage, prices), cost);
            known += cost is null ? 0 : 1;
        }

        Assert.InRange(known, 2_000, 19_000);
    }

    [Fact]
    public void The_worst_of_an_unknown_rate_is_unknown_where_a_reachable_tier_needs_it()
    {
        var prices = new PriceSheet { Output = 1m, Tier = new PriceTier(100, new PriceSheet { Input = 1m }) };

        Assert.Null(CostCalculator.Worst(prices, 1_000, 10));
        Assert.Null(CostCalculator.Worst(new PriceSheet { Input = 1m }, 10, 1));
        Assert.NotNull(CostCalculator.Worst(new PriceSheet { Input = 1m, Output = 1m }, 10, 1));
    }

    private static IEnumerable<TokenUsage> AllOfOneKind(long input, long output) =>
        from usage in (TokenUsage[])
        [
            new() { Input = input }, new() { Input = input, CachedInput = input }, new() { Input = input, CacheWrite = input }, new() { Input = input, CacheWrite1h = input },
        ]
        from reasoning in (long[])[0, output]
        select usage with { Output = output, Reasoning = reasoning };

    private static IEnumerable<PriceTier> Tiers(PriceSheet prices)
    {
        for (var tier = prices.Tier; tier is not null; tier = tier.Next)
        {
            yield return tier;
        }
    }

    private static PriceSheet Prices(Random random)
    {
        PriceTier? tiers = null;
        for (int count = random.Next(3), above = 400_000; count > 0; count--)
        {
            above -= 1 + random.Next(190_000);
            tiers = new PriceTier(above, Rates(random, 0.5), tiers);
        }

        return Rates(random, 0.9) with { Tier = tiers };
    }

    private static PriceSheet Rates(Random random, double known)
    {
        return new PriceSheet { Input = Rate(), CachedInput = Rate(), CacheWrite = Rate(), CacheWrite1h = Rate(), Output = Rate(), Reasoning = Rate() };

        decimal? Rate() => random.NextDouble() < known ? random.Next(100_000_000) / 1_000_000m : null;
    }

    private static TokenUsage Usage(Random random)
    {
        long cached = random.Next(3) * random.Next(100_000);
        long written = random.Next(2) * random.Next(50_000);
        long written1h = random.Next(2) * random.Next(50_000);
        long reasoning = random.Next(2) * random.Next(5_000);
        return new TokenUsage
        {
            Input = cached + written + written1h + random.Next(200_000),
            CachedInput = cached,
            CacheWrite = written,
            CacheWrite1h = written1h,
            Output = reasoning + random.Next(5_000),
            Reasoning = reasoning,
        };
    }
}

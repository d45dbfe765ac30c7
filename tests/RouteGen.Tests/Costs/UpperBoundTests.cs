using RouteGen.Costs;

namespace RouteGen.Tests.Costs;

/// <summary>What a usage is charged of whose kinds some have no rate: never less than at any rate that a provider may take.</summary>
public class UpperBoundTests
{
    private static readonly PriceSheet Plain = new() { Input = 2m, Output = 10m };

    [Fact]
    public void Each_kind_without_a_rate_takes_its_bound()
    {
        (TokenUsage Usage, decimal Rate)[] cases =
        [
            (new() { Input = 1_000_000, CachedInput = 1_000_000 }, 2m),
            (new() { Input = 1_000_000, CacheWrite = 1_000_000 }, 2.5m),
            (new() { Input = 1_000_000, CacheWrite1h = 1_000_000 }, 4m),
            (new() { Input = 1_000_000, AudioInput = 1_000_000 }, 10m),
            (new() { Output = 1_000_000, AudioOutput = 1_000_000 }, 10m),
            (new() { Output = 1_000_000, ImageOutput = 1_000_000 }, 10m),
            (new() { Images = 2 }, 1.2m),
            (new() { WebSearches = 3 }, 0.18m),
        ];
        foreach (var (usage, usd) in cases)
        {
            Assert.Null(CostCalculator.Calculate(usage, Plain));
            Assert.Equal(usd, CostCalculator.CalculateUpperBound(usage, Plain));
            Assert.Equal(usd / 2, CostCalculator.CalculateUpperBound(usage, Plain, factor: 0.5m));
        }
    }

    [Fact]
    public void Known_rates_stay_as_they_are_and_the_highest_of_all_stands_in_for_the_rest()
    {
        var prices = Plain with { CacheWrite = 9m, AudioOutput = 80m };
        var usage = new TokenUsage
        {
            Input = 3_000_000,
            CacheWrite = 1_000_000,
            CacheWrite1h = 1_000_000,
            Output = 2_000_000,
            AudioOutput = 1_000_000,
            ImageOutput = 1_000_000
        };

        Assert.Equal(2m + 9m + 9m + 80m + 80m, CostCalculator.CalculateUpperBound(usage, prices));
        Assert.Equal(0m, CostCalculator.CalculateUpperBound(usage, new PriceSheet { Input = 0m, Output = 0m }));
        Assert.Null(CostCalculator.CalculateUpperBound(usage, new PriceSheet()));
    }

    [Fact]
    public void Where_the_cost_is_known_the_bound_is_the_cost()
    {
        var prices = Plain with
        {
            CachedInput = 0.2m,
            Tier = new PriceTier(200_000, new PriceSheet { Input = 4m, CachedInput = 0.4m }),
            Flex = new PriceSheet { Input = 1m },
        };
        foreach (var input in new[] { 1_000L, 300_000L })
        {
            var usage = new TokenUsage { Input = input, CachedInput = input / 2, Output = 100, Requests = 1 };
            foreach (var tier in Enum.GetValues<ServiceTier>())
            {
                Assert.Equal(CostCalculator.Calculate(usage, prices, tier), CostCalculator.CalculateUpperBound(usage, prices, tier));
            }
        }

        // A rate that the large requests of the flexible tier lack is bounded by the rates in force there.
        Assert.Equal(300_000 * 4m / 1_000_000, CostCalculator.CalculateUpperBound(
            new() { Input = 300_000, CachedInput = 300_000 },
            prices with { CachedInput = null, Tier = new PriceTier(200_000, new PriceSheet { Input = 4m }) }));
    }
}

using RouteGen.Costs;
using Xunit;

namespace RouteGen.Model.Tests.Costs;

/// <summary>Bills worked by hand.</summary>
/// <remarks>
/// Rates in USD per million tokens as LiteLLM's price map of 2026-08-01 has them under gpt-5, gpt-5-mini, gpt-4o, claude-haiku-4-5,
/// claude-sonnet-4-5 and gemini/gemini-2.5-pro. More bills, with their working, stand in bills.json.
/// </remarks>
public class BillTests
{
    private static readonly PriceSheet Gpt5 = new() { Input = 1.25m, CachedInput = 0.125m, Output = 10m };
    private static readonly PriceSheet Gpt5Mini = new() { Input = 0.25m, CachedInput = 0.025m, Output = 2m };
    private static readonly PriceSheet Gpt4o = new() { Input = 2.50m, CachedInput = 1.25m, Output = 10m };
    private static readonly PriceSheet Haiku45 =
        new() { Input = 1m, CachedInput = 0.10m, CacheWrite = 1.25m, CacheWrite1h = 2m, Output = 5m };
    private static readonly PriceSheet Sonnet45 = new()
    {
        Input = 3m,
        CachedInput = 0.30m,
        CacheWrite = 3.75m,
        CacheWrite1h = 6m,
        Output = 15m,
        Tier = new PriceTier(
            200_000, new PriceSheet { Input = 6m, CachedInput = 0.60m, CacheWrite = 7.50m, CacheWrite1h = 12m, Output = 22.50m }),
    };

    private static readonly PriceSheet Gemini25Pro = new()
    {
        Input = 1.25m,
        CachedInput = 0.125m,
        Output = 10m,
        Tier = new PriceTier(200_000, new PriceSheet { Input = 2.50m, CachedInput = 0.25m, Output = 15m }),
    };

    // Invented: two tiers, the higher of which restates one rate only, and reasoning at a rate of its own.
    private static readonly PriceSheet TwoTiers = new()
    {
        Input = 1m,
        Output = 4m,
        Reasoning = 6m,
        Tier = new PriceTier(
            128_000, new PriceSheet { Input = 2m, Output = 8m })
        { Next = new PriceTier(256_000, new PriceSheet { Input = 3m }) },
    };

    public static TheoryData<string, PriceSheet, TokenUsage, string> Bills => new()
    {
        { "small question", Gpt5, new() { Input = 1_000, Output = 500 }, "0.00625" },
        { "one token each way", Gpt5Mini, new() { Input = 1, Output = 1 }, "0.00000225" },
        { "half of the input cached", Gpt5, new() { Input = 10_000, CachedInput = 5_000, Output = 1_000 }, "0.016875" },
        { "all of the input cached", Gpt4o, new() { Input = 2_048, CachedInput = 2_048, Output = 0 }, "0.00256" },
        { "reasoning is billed as output and not twice", Gpt5, new() { Input = 100, Output = 4_000, Reasoning = 3_800 }, "0.040125" },
        { "reply of the design's example", Gpt5Mini, new() { Input = 8_000, Output = 600 }, "0.0032" },
        { "fallback of the design's example", Haiku45, new() { Input = 8_000, Output = 600 }, "0.011" },
        { "five-minute cache written", Haiku45, new() { Input = 12_000, CacheWrite = 10_000, Output = 200 }, "0.0155" },
        { "one-hour cache written", Haiku45, new() { Input = 12_000, CacheWrite1h = 10_000, Output = 200 }, "0.023" },
        {
            "cache read, written and fresh at once",
            Sonnet45,
            new() { Input = 50_000, CachedInput = 40_000, CacheWrite = 6_000, CacheWrite1h = 1_000, Output = 2_000 },
            "0.0795"
        },
        { "exactly at the threshold is not above it", Sonnet45, new() { Input = 200_000, Output = 1_000 }, "0.615" },
        { "one above the threshold bills the whole request", Sonnet45, new() { Input = 200_001, Output = 1_000 }, "1.222506" },
        {
            "cached tokens count toward the threshold",
            Sonnet45,
            new() { Input = 300_000, CachedInput = 290_000, Output = 1_000 },
            "0.2565"
        },
        { "long document", Gemini25Pro, new() { Input = 900_000, Output = 8_000 }, "2.37" },
        { "long document, cached", Gemini25Pro, new() { Input = 900_000, CachedInput = 800_000, Output = 8_000 }, "0.57" },
        { "short document", Gemini25Pro, new() { Input = 100_000, Output = 8_000 }, "0.205" },
        { "first of two tiers", TwoTiers, new() { Input = 200_000, Output = 1_000 }, "0.408" },
        { "second of two tiers takes what it omits from the sheet", TwoTiers, new() { Input = 300_000, Output = 1_000 }, "0.904" },
        { "reasoning at a rate of its own", TwoTiers, new() { Input = 1_000, Output = 1_000, Reasoning = 400 }, "0.0058" },
        { "nothing used", Gpt5, default, "0" },
    };

    [Theory]
    [MemberData(nameof(Bills))]
    public void A_bill_is_exact(string name, PriceSheet prices, TokenUsage usage, string usd)
    {
        Assert.NotEmpty(name);
        Assert.Equal(decimal.Parse(usd, System.Globalization.CultureInfo.InvariantCulture), CostCalculator.Calculate(usage, prices));
    }

    [Fact]
    public void What_has_no_rate_makes_the_bill_unknown_but_only_where_it_was_used()
    {
        var prices = new PriceSheet { Input = 1m, Output = 2m };

        Assert.Null(CostCalculator.Calculate(new TokenUsage { Input = 10, CachedInput = 1 }, prices));
        Assert.Null(CostCalculator.Calculate(new TokenUsage { Input = 10, CacheWrite = 1 }, prices));
        Assert.Null(CostCalculator.Calculate(new TokenUsage { Input = 10, CacheWrite1h = 1 }, prices));
        Assert.Null(CostCalculator.Calculate(new TokenUsage { Input = 1 }, new PriceSheet { Output = 2m }));
        Assert.Null(CostCalculator.Calculate(new TokenUsage { Output = 1, Reasoning = 1 }, new PriceSheet { Input = 2m }));
        Assert.Equal(0.00003m, CostCalculator.Calculate(new TokenUsage { Input = 10, Output = 10 }, prices));
        Assert.Equal(0m, CostCalculator.Calculate(default, new PriceSheet()));
    }

    [Fact]
    public void A_rate_of_zero_is_free_and_known() =>
        Assert.Equal(0m, CostCalculator.Calculate(new TokenUsage { Input = 10, Output = 10 }, new PriceSheet { Input = 0m, Output = 0m }));

    [Fact]
    public void Counts_that_make_no_sense_never_bill_below_zero_and_never_throw()
    {
        Assert.Equal(0.00125m, CostCalculator.Calculate(new TokenUsage { Input = 100, CachedInput = 10_000 }, Gpt5));
        Assert.Equal(0.01m, CostCalculator.Calculate(new TokenUsage { Output = 10, Reasoning = 1_000 }, Gpt5));
        Assert.Equal(0m, CostCalculator.Calculate(new TokenUsage { Input = -5, CachedInput = -5, Output = long.MinValue }, Gpt5));
        Assert.NotNull(CostCalculator.Calculate(
            new TokenUsage { Input = long.MaxValue, CachedInput = long.MaxValue, CacheWrite = long.MaxValue, Output = long.MaxValue },
            Haiku45));
    }
}

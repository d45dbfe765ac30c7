using RouteGen.Budgets;
using RouteGen.Costs;

namespace RouteGen.Tests.Costs;

/// <summary>
/// Costs are computed in whole numbers where that is exact. They are what the formula in decimal says, to the scale that JSON shows, for
/// any prices: of every kind, with tiers, service tiers, fees, factors and odd scales.
/// </summary>
public sealed class WholeNumberTests
{
    private const int Seed = 20_261_129;

    [Fact]
    public void A_cost_is_what_decimal_says_for_any_price_and_usage()
    {
        var dice = new Random(Seed);
        var (known, whole) = (0, 0);
        for (var round = 0; round < 30_000; round++)
        {
            var sheet = Sheet(dice, depth: 0);
            var factor = dice.Next(3) == 0 ? 1m : dice.Next(5) == 0 ? 1.0m : Amount(dice);
            for (var i = 0; i < 4; i++)
            {
                var (usage, tier) = (Usage(dice), (ServiceTier)dice.Next(5));
                var expected = Try(() => CostCalculator.CalculateInDecimal(usage, sheet, tier, factor));
                var actual = Try(() => CostCalculator.Calculate(usage, sheet, tier, factor));
                Assert.True(Same(expected, actual), $"{expected} became {actual}: {usage} at {tier} times {factor} by {sheet}");
                known += expected is decimal ? 1 : 0;
                var card = sheet.CardFor(tier, usage.Input);
                whole += usage.HasParts ? card.TryParts(usage, out _) ? 1 : 0 : card.TryPlain(usage, out _) ? 1 : 0;
            }
        }

        // Neither half of what is compared may fall away unseen.
        Assert.True(known > 30_000, $"{known}");
        Assert.True(whole > 30_000, $"{whole}");
    }

    [Fact]
    public void A_worst_case_is_what_decimal_says()
    {
        var dice = new Random(Seed);
        for (var round = 0; round < 20_000; round++)
        {
            var sheet = Sheet(dice, depth: 0);
            var rates = WorstCaseRates.Create(sheet, dice.Next(2) == 0 ? null : (ServiceTier)dice.Next(5));
            for (var i = 0; i < 4; i++)
            {
                var (input, output) = (Count(dice), Count(dice));
                var expected = Try(() => rates.Worst(input, output, inDecimal: true));
                var actual = Try(() => rates.Worst(input, output));
                Assert.True(Same(expected, actual), $"{expected} became {actual}: {input} and {output} by {sheet}");
            }
        }
    }

    [Fact]
    public void An_amount_of_a_budget_is_what_decimal_says()
    {
        var dice = new Random(Seed);
        decimal[] edges =
        [
            0m, -0.0m, 0.000000000000m, 1e-12m, 1e-13m, 1e-28m, -1e-28m, 9223372.036854775807m, 9223372.036854775806m,
            9223372.0368547758061m, 9223372m, decimal.MaxValue, decimal.MinValue, 72057.594037927935m, 72057594037927935m,
            72057594037927936m,
        ];
        foreach (var usd in edges.Concat(Enumerable.Range(0, 200_000).Select(_ => Any(dice))))
        {
            Assert.Equal(BudgetAmount.FromUsdInDecimal(usd), BudgetAmount.FromUsd(usd));
        }
    }

    [Fact]
    public void A_copy_of_a_sheet_has_rates_of_its_own_and_cards_make_no_difference_to_equality()
    {
        var usage = new TokenUsage { Input = 1_000_000, Output = 0, Requests = 1 };
        var sheet = new PriceSheet { Input = 2m, Output = 3m };
        var (same, before) = (sheet with { }, sheet.GetHashCode());

        Assert.Equal(2.000000m, CostCalculator.Calculate(usage, sheet));
        Assert.Equal(5.000000m, CostCalculator.Calculate(usage, sheet with { Input = 5m }));
        Assert.Equal(2.000000m, CostCalculator.Calculate(usage, sheet));
        Assert.Equal((sheet, before), (same, same.GetHashCode()));
    }

    private static PriceSheet Sheet(Random dice, int depth)
    {
        var sheet = new PriceSheet
        {
            Input = Rate(dice, 9),
            Output = Rate(dice, 9),
            CachedInput = Rate(dice, 6),
            CacheWrite = Rate(dice, 5),
            CacheWrite1h = Rate(dice, 5),
            AudioInput = Rate(dice, 4),
            ImageInput = Rate(dice, 4),
            Reasoning = Rate(dice, 4),
            AudioOutput = Rate(dice, 4),
            ImageOutput = Rate(dice, 4),
            UsdPerImage = Rate(dice, 5),
            UsdPerWebSearch = Rate(dice, 5),
            UsdPerRequest = Rate(dice, 3),
        };
        return depth > 1 ? sheet : sheet with
        {
            Tier = dice.Next(3) == 0 ? Tier(dice, depth) : null,
            Flex = dice.Next(4) == 0 ? Sheet(dice, depth + 1) : null,
            Priority = dice.Next(4) == 0 ? Sheet(dice, depth + 1) : null,
            Batch = dice.Next(4) == 0 ? Sheet(dice, depth + 1) : null,
        };
    }

    private static PriceTier Tier(Random dice, int depth)
    {
        var above = dice.Next(1, 3_000);
        return new PriceTier(above, Sheet(dice, 2))
        {
            Next = dice.Next(2) == 0 ? new PriceTier(above + dice.Next(1, 200_000), Sheet(dice, 2 + depth)) : null,
        };
    }

    private static decimal? Rate(Random dice, int ofTen) => dice.Next(10) < ofTen ? Amount(dice) : null;

    /// <summary>Not negative, as rates and factors are; mostly short, now and then longer than any whole number.</summary>
    private static decimal Amount(Random dice) => dice.Next(20) switch
    {
        0 => 0m,
        1 => 0.000m,
        2 => Math.Abs(Any(dice)) / 1_000_000_000_000m,
        3 => new decimal(dice.Next(), dice.Next(1 << 20), 0, false, (byte)dice.Next(8, 20)),
        _ => new decimal(dice.Next(1, 200_000), 0, 0, false, (byte)dice.Next(0, 7)),
    };

    private static decimal Any(Random dice)
    {
        var size = dice.Next(5);
        return new decimal(
            dice.Next(int.MinValue, int.MaxValue) >>> dice.Next(32),
            size > 0 ? dice.Next(int.MinValue, int.MaxValue) >>> dice.Next(32) : 0,
            size > 3 ? dice.Next() >>> dice.Next(31) : 0,
            dice.Next(8) == 0,
            (byte)dice.Next(29));
    }

    private static long Count(Random dice) => dice.Next(12) switch
    {
        0 => 0,
        1 => -dice.Next(100),
        2 => dice.NextInt64(),
        3 => long.MinValue,
        4 => dice.NextInt64(1L << 40),
        _ => dice.Next(300_000),
    };

    private static TokenUsage Usage(Random dice)
    {
        var plain = new TokenUsage { Input = Count(dice), Output = Count(dice), Requests = dice.Next(4) == 0 ? Count(dice) : 1 };
        return dice.Next(2) == 0 ? plain : plain with
        {
            CachedInput = Part(dice),
            CacheWrite = Part(dice),
            CacheWrite1h = Part(dice),
            AudioInput = Part(dice),
            ImageInput = Part(dice),
            Reasoning = Part(dice),
            AudioOutput = Part(dice),
            ImageOutput = Part(dice),
            Images = Part(dice),
            WebSearches = Part(dice),
        };
    }

    private static long Part(Random dice) => dice.Next(4) != 0 ? 0 : dice.Next(9) == 0 ? Count(dice) : dice.Next(5_000);

    private static object? Try(Func<decimal?> compute)
    {
        try
        {
            return compute();
        }
        catch (OverflowException)
        {
            return nameof(OverflowException);
        }
    }

    private static bool Same(object? expected, object? actual) => expected is decimal left && actual is decimal right
        ? decimal.GetBits(left).AsSpan().SequenceEqual(decimal.GetBits(right))
        : Equals(expected, actual);
}

#nullable enable
using System.Collections.Generic;

namespace RouteGen.Costs;

/// <summary>
/// The most expensive rates of a price, worked out once for any number of requests: for each stretch of input sizes between two thresholds,
/// and each service tier that may serve, the highest rate that a token of input or output can have.
/// </summary>
internal sealed class WorstCaseRates
{
    private readonly Stretch[] _stretches;

    private WorstCaseRates(PriceSheet prices, Stretch[] stretches)
    {
        Prices = prices;
        _stretches = stretches;
    }

    /// <summary>The rates that they are of.</summary>
    public PriceSheet Prices { get; }

    /// <summary>The most expensive rates of a price.</summary>
    /// <param name="prices">The rates.</param>
    /// <param name="only">The service tier that serves, where that is certain; null for any.</param>
    public static WorstCaseRates Create(PriceSheet prices, ServiceTier? only)
    {
        var stretches = new List<Stretch>(1);
        if (only is { } tier)
        {
            Add(stretches, prices, prices.ForServiceTier(tier));
        }
        else
        {
            Add(stretches, prices, null);
            AddStated(stretches, prices, prices.Flex);
            AddStated(stretches, prices, prices.Priority);
            AddStated(stretches, prices, prices.Batch);
        }

        return new(prices, stretches.ToArray());
    }

    /// <summary>
    /// The most that one request of at most so many tokens can cost in USD; null when input or output has
    /// no rate in a stretch that it may fall in.
    /// </summary>
    public decimal? Worst(long maxInput, long maxOutput) => Worst(maxInput, maxOutput, inDecimal: false);

    /// <summary>The same, in decimal throughout where that is asked for: what whole numbers are held to.</summary>
    internal decimal? Worst(long maxInput, long maxOutput, bool inDecimal)
    {
        var worst = 0m;
        for (var i = 0; i < _stretches.Length; i++)
        {
            ref readonly var stretch = ref _stretches[i];
            if (maxInput <= stretch.Above)
            {
                continue;
            }

            // Within a stretch the rates are the same, so the most expensive request is the largest one.
            var input = Math.Max(0, Math.Min(maxInput, stretch.UpTo));
            var output = Math.Max(0, maxOutput);
            if ((input > 0 && stretch.Input is null) || (output > 0 && stretch.Output is null))
            {
                return null;
            }

            if (inDecimal || !stretch.Whole.TryCost(input, output, 1, out var most))
            {
                most = stretch.InDecimal(input, output);
            }

            worst = most > worst ? most : worst;
        }

        return worst;
    }

    private static void AddStated(List<Stretch> stretches, PriceSheet prices, PriceSheet? service)
    {
        if (service is not null)
        {
            Add(stretches, prices, service);
        }
    }

    private static void Add(List<Stretch> stretches, PriceSheet prices, PriceSheet? service)
    {
        PriceTier? tier = null, serviceTier = null;
        PriceTier? next = prices.Tier, nextOfService = service?.Tier;
        var above = long.MinValue;
        while (true)
        {
            var threshold = Math.Min(next?.AboveInputTokens ?? long.MaxValue, nextOfService?.AboveInputTokens ?? long.MaxValue);
            var rates = EffectiveRates.Resolve(prices, tier, service, serviceTier);
            stretches.Add(new Stretch(
                above,
                threshold,
                Highest(Highest(
                    Highest(Highest(Highest(rates.Input, rates.CachedInput), rates.CacheWrite), rates.CacheWrite1h),
                    rates.AudioInput), rates.ImageInput),
                Highest(Highest(Highest(rates.Output, rates.Reasoning), rates.AudioOutput), rates.ImageOutput),
                rates.UsdPerRequest));
            if (threshold == long.MaxValue)
            {
                return;
            }

            above = threshold;
            (tier, next) = Pass(tier, next, threshold);
            (serviceTier, nextOfService) = Pass(serviceTier, nextOfService, threshold);
        }
    }

    private static (PriceTier? Crossed, PriceTier? Next) Pass(PriceTier? crossed, PriceTier? next, long threshold) =>
        next is not null && next.AboveInputTokens <= threshold ? (next, next.Next) : (crossed, next);

    /// <summary>The higher of two rates; null where the first, without which nothing is known, is null.</summary>
    private static decimal? Highest(decimal? first, decimal? other) => other > first ? other : first;

    /// <summary>The requests whose input is above one threshold and at most the next.</summary>
    private readonly struct Stretch(long above, long upTo, decimal? input, decimal? output, decimal fee)
    {
        public long Above { get; } = above;

        public long UpTo { get; } = upTo;

        public decimal? Input { get; } = input;

        public decimal? Output { get; } = output;

        public WholeRates Whole { get; } = WholeRates.Create(input ?? 0m, output ?? 0m, fee);

        /// <summary>The same in decimal throughout.</summary>
        public decimal InDecimal(long maxInput, long maxOutput) =>
            (((maxInput * (Input ?? 0m)) + (maxOutput * (Output ?? 0m))) * CostCalculator.PerMillion) + fee;
    }
}

#nullable enable
using System;

namespace RouteGen.Costs;

/// <summary>What a request costs: exact decimal USD, unrounded. The one price arithmetic, in the compiler and at run time.</summary>
public static class CostCalculator
{
    private const decimal PerMillion = 0.000001m;

    /// <summary>
    /// The cost of <paramref name="usage"/> in USD, or null when a kind that occurs has no rate: unknown is never 0.
    /// Input is billed in its parts, where what is neither cached, written, audio nor image is fresh; output likewise. Reasoning without a rate of its own is
    /// billed as output, images in the input as input. A request whose input is strictly above a tier's threshold is billed at that tier as a whole.
    /// A provider that reports more parts than their total, or negative counts, is billed for the parts, and nothing is ever billed below 0.
    /// </summary>
    /// <param name="usage">What the provider counted.</param>
    /// <param name="prices">The rates.</param>
    /// <param name="tier">The service tier that served; a rate that it lacks is the sheet's.</param>
    /// <param name="factor">What the total is multiplied by: a discount, a regional uplift, or their product.</param>
    /// <exception cref="ArgumentNullException"><paramref name="prices"/> is null.</exception>
    public static decimal? Cost(TokenUsage usage, PriceSheet prices, ServiceTier tier = ServiceTier.Standard, decimal factor = 1m)
    {
        if (prices is null)
        {
            throw new ArgumentNullException(nameof(prices));
        }

        var rates = EffectiveRates.Of(prices, tier, usage.Input);

        decimal? micros = 0m;
        decimal? pieces = 0m;
        if (usage.HasParts)
        {
            // In decimal, since counts of a confused provider may leave the range of long together.
            Add(ref micros, (decimal)usage.Input - Count(usage.CachedInput) - Count(usage.CacheWrite) - Count(usage.CacheWrite1h) - Count(usage.AudioInput) - Count(usage.ImageInput), rates.Input);
            Add(ref micros, (decimal)usage.Output - Count(usage.Reasoning) - Count(usage.AudioOutput) - Count(usage.ImageOutput), rates.Output);
            Add(ref micros, usage.CachedInput, rates.CachedInput);
            Add(ref micros, usage.CacheWrite, rates.CacheWrite);
            Add(ref micros, usage.CacheWrite1h, rates.CacheWrite1h);
            Add(ref micros, usage.AudioInput, rates.AudioInput);
            Add(ref micros, usage.ImageInput, rates.ImageInput);
            Add(ref micros, usage.Reasoning, rates.Reasoning);
            Add(ref micros, usage.AudioOutput, rates.AudioOutput);
            Add(ref micros, usage.ImageOutput, rates.ImageOutput);
            Add(ref pieces, usage.Images, rates.UsdPerImage);
            Add(ref pieces, usage.WebSearches, rates.UsdPerWebSearch);
        }
        else
        {
            Add(ref micros, usage.Input, rates.Input);
            Add(ref micros, usage.Output, rates.Output);
        }

        Add(ref pieces, usage.Requests, rates.UsdPerRequest);
        return factor * (micros * PerMillion + pieces);
    }

    /// <summary>
    /// The most that one request of at most so many tokens can cost in USD, whatever part of it is cached, written, thought, heard or seen, in whichever tier
    /// it falls and whichever service tier serves it; null when input or output has no rate in one of those tiers. A part that has no rate (a cache, audio) is
    /// left out: what it costs is unknown, not dear. Images by piece and web searches are not in it: nothing bounds them.
    /// </summary>
    /// <param name="prices">The rates.</param>
    /// <param name="maxInput">Input tokens at most.</param>
    /// <param name="maxOutput">Output tokens at most.</param>
    /// <param name="only">The service tier that serves, where that is certain; null for any.</param>
    /// <param name="factor">What the total is multiplied by.</param>
    /// <exception cref="ArgumentNullException"><paramref name="prices"/> is null.</exception>
    public static decimal? Worst(PriceSheet prices, long maxInput, long maxOutput, ServiceTier? only = null, decimal factor = 1m)
    {
        if (prices is null)
        {
            throw new ArgumentNullException(nameof(prices));
        }

        var worst = WorstOf(prices, null, maxInput, maxOutput);
        if (only is { } tier)
        {
            worst = prices.Of(tier) is { } served ? WorstOf(prices, served, maxInput, maxOutput) : worst;
        }
        else
        {
            worst = Higher(worst, prices.Flex, prices, maxInput, maxOutput);
            worst = Higher(worst, prices.Priority, prices, maxInput, maxOutput);
            worst = Higher(worst, prices.Batch, prices, maxInput, maxOutput);
        }

        return factor * worst;
    }

    private static decimal? Higher(decimal? worst, PriceSheet? service, PriceSheet prices, long maxInput, long maxOutput) =>
        service is null ? worst : Higher(worst, WorstOf(prices, service, maxInput, maxOutput));

    private static decimal? Higher(decimal? a, decimal? b) => a is { } x && b is { } y ? Math.Max(x, y) : null;

    private static decimal? WorstOf(PriceSheet prices, PriceSheet? service, long maxInput, long maxOutput)
    {
        decimal? worst = 0m;
        PriceTier? tier = null, serviceTier = null;
        PriceTier? next = prices.Tier, nextOfService = service?.Tier;
        while (true)
        {
            // Between two thresholds the rates are the same, so the dearest request is the largest one that does not cross the upper.
            var threshold = Math.Min(next?.AboveInputTokens ?? long.MaxValue, nextOfService?.AboveInputTokens ?? long.MaxValue);
            worst = Higher(worst, Largest(EffectiveRates.Of(prices, tier, service, serviceTier), Math.Min(maxInput, threshold), maxOutput));
            if (worst is null || maxInput <= threshold)
            {
                return worst;
            }

            (tier, next) = Pass(tier, next, threshold);
            (serviceTier, nextOfService) = Pass(serviceTier, nextOfService, threshold);
        }
    }

    private static (PriceTier? Crossed, PriceTier? Next) Pass(PriceTier? crossed, PriceTier? next, long threshold) =>
        next is not null && next.AboveInputTokens <= threshold ? (next, next.Next) : (crossed, next);

    private static decimal? Largest(in EffectiveRates rates, long input, long output) =>
        Tokens(input, Dearest(Dearest(Dearest(Dearest(Dearest(rates.Input, rates.CachedInput), rates.CacheWrite), rates.CacheWrite1h), rates.AudioInput), rates.ImageInput))
        + Tokens(output, Dearest(Dearest(Dearest(rates.Output, rates.Reasoning), rates.AudioOutput), rates.ImageOutput))
        + rates.UsdPerRequest;

    private static decimal Count(long tokens) => Math.Max(0, tokens);

    private static decimal? Tokens(decimal tokens, decimal? usdPerMillion) => tokens <= 0 ? 0m : tokens * usdPerMillion * PerMillion;

    /// <summary>Adds what a kind comes to; what does not occur costs nothing, whether or not it has a rate.</summary>
    private static void Add(ref decimal? sum, decimal count, decimal? rate)
    {
        if (count > 0)
        {
            sum += count * rate;
        }
    }

    /// <summary>The higher of two rates; null where the first, without which nothing is known, is null.</summary>
    private static decimal? Dearest(decimal? first, decimal? other) => other > first ? other : first;
}

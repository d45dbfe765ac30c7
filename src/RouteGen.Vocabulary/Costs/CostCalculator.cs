#nullable enable

namespace RouteGen.Costs;

/// <summary>What a request costs: exact decimal USD, unrounded. The one price arithmetic, in the compiler and at run time.</summary>
public static class CostCalculator
{
    /// <summary>Rates are for a million tokens.</summary>
    internal const decimal PerMillion = 0.000001m;

    /// <summary>
    /// The cost of <paramref name="usage"/> in USD, or null when a kind that occurs has no rate: unknown is never 0.
    /// Input is billed in its parts, where what is neither cached, written, audio nor image is fresh; output likewise. Reasoning
    /// without a rate of its own is billed as output, images in the input as input. A request whose input is strictly above a tier's
    /// threshold is billed at that tier as a whole.
    /// A provider that reports more parts than their total, or negative counts, is billed for the
    /// parts, and nothing is ever billed below 0.
    /// </summary>
    /// <param name="usage">What the provider counted.</param>
    /// <param name="prices">The rates.</param>
    /// <param name="tier">The service tier that served; a rate that it lacks is the sheet's.</param>
    /// <param name="factor">What the total is multiplied by: a discount, a regional uplift, or their product.</param>
    /// <exception cref="ArgumentNullException"><paramref name="prices"/> is null.</exception>
    public static decimal? Calculate(TokenUsage usage, PriceSheet prices, ServiceTier tier = ServiceTier.Standard, decimal factor = 1m)
    {
        if (prices is null)
        {
            throw new ArgumentNullException(nameof(prices));
        }

        var card = prices.CardFor(tier, usage.Input);
        if (!usage.HasParts && card.TryPlain(usage, out var plain))
        {
            return factor == 1m ? plain : factor * plain;
        }

        return usage.HasParts && card.TryParts(usage, out var cost) ? factor * cost : CalculateInDecimal(usage, prices, tier, factor);
    }

    /// <summary>The same in decimal throughout: what the whole numbers of a card are held to, and what goes beyond them.</summary>
    internal static decimal? CalculateInDecimal(TokenUsage usage, PriceSheet prices, ServiceTier tier, decimal factor)
    {
        var rates = EffectiveRates.Resolve(prices, tier, usage.Input);
        if (!usage.HasParts && rates.Input is { } input && rates.Output is { } output)
        {
            // Most usages, and the same sum.
            var usd = ((Count(usage.Input) * input) + (Count(usage.Output) * output)) * PerMillion;
            var fee = rates.UsdPerRequest;
            usd = fee == 0m ? usd : usd + (Count(usage.Requests) * fee);
            return factor == 1m ? usd : factor * usd;
        }

        // In decimal, since counts of a confused provider may leave the range of long together.
        decimal? micros = 0m;
        Add(ref micros, (decimal)usage.Input - Count(usage.CachedInput)
            - Count(usage.CacheWrite) - Count(usage.CacheWrite1h) - Count(usage.AudioInput) - Count(usage.ImageInput), rates.Input);
        Add(ref micros, (decimal)usage.Output - Count(usage.Reasoning) - Count(usage.AudioOutput) - Count(usage.ImageOutput), rates.Output);
        Add(ref micros, usage.CachedInput, rates.CachedInput);
        Add(ref micros, usage.CacheWrite, rates.CacheWrite);
        Add(ref micros, usage.CacheWrite1h, rates.CacheWrite1h);
        Add(ref micros, usage.AudioInput, rates.AudioInput);
        Add(ref micros, usage.ImageInput, rates.ImageInput);
        Add(ref micros, usage.Reasoning, rates.Reasoning);
        Add(ref micros, usage.AudioOutput, rates.AudioOutput);
        Add(ref micros, usage.ImageOutput, rates.ImageOutput);

        decimal? pieces = 0m;
        Add(ref pieces, usage.Images, rates.UsdPerImage);
        Add(ref pieces, usage.WebSearches, rates.UsdPerWebSearch);
        Add(ref pieces, usage.Requests, rates.UsdPerRequest);
        return factor * ((micros * PerMillion) + pieces);
    }

    /// <summary>
    /// What <paramref name="usage"/> costs in USD at most where <see cref="Calculate"/> is null, by the rates that are known: cached input
    /// at the rate of input, a write to a cache at 1.25 times that, for an hour at twice, every other kind of token at the highest rate
    /// that the model has, an image at 0.60 and a web search at 0.06 USD.
    /// Null where tokens occur and no rate of tokens is known.
    /// </summary>
    /// <inheritdoc cref="Calculate"/>
    public static decimal? CalculateUpperBound(
        TokenUsage usage, PriceSheet prices, ServiceTier tier = ServiceTier.Standard, decimal factor = 1m)
    {
        if (prices is null)
        {
            throw new ArgumentNullException(nameof(prices));
        }

        return CalculateInDecimal(
            usage, BoundRates.Complete(EffectiveRates.Resolve(prices, tier, usage.Input)), ServiceTier.Standard, factor);
    }

    /// <summary>
    /// The most that one request of at most so many tokens can cost in USD, whatever part of it is cached, written, thought, heard or
    /// seen, in whichever tier it falls and whichever service tier serves it; null when input or output has no rate in one of those
    /// tiers. A part that has no rate (a cache, audio) is omitted: what it costs is unknown, not dear. Images by piece and web
    /// searches are not in it: nothing bounds them.
    /// </summary>
    /// <param name="prices">The rates.</param>
    /// <param name="maxInput">Input tokens at most.</param>
    /// <param name="maxOutput">Output tokens at most.</param>
    /// <param name="only">The service tier that serves, where that is certain; null for any.</param>
    /// <param name="factor">What the total is multiplied by.</param>
    /// <exception cref="ArgumentNullException"><paramref name="prices"/> is null.</exception>
    public static decimal? CalculateWorstCase(
        PriceSheet prices, long maxInput, long maxOutput, ServiceTier? only = null, decimal factor = 1m)
    {
        if (prices is null)
        {
            throw new ArgumentNullException(nameof(prices));
        }

        return factor * WorstCaseRates.Create(prices, only).Worst(maxInput, maxOutput);
    }

    private static decimal Count(long tokens) => Math.Max(0, tokens);

    /// <summary>Adds what a kind comes to; what does not occur costs nothing, whether or not it has a rate.</summary>
    private static void Add(ref decimal? sum, decimal count, decimal? rate)
    {
        if (count > 0)
        {
            sum += count * rate;
        }
    }
}

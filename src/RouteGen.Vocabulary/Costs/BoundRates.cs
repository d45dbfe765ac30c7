#nullable enable
using System.Collections.Generic;

namespace RouteGen.Costs;

/// <summary>
/// Rates for the kinds of usage that a price omits: as high as providers take for them beside the rates that are known, so that a
/// bound is charged where the cost is unknown.
/// </summary>
/// <remarks>
/// Nobody takes more for a cached read than for fresh input. Writing to a cache costs 1.25 times the input for five minutes and twice the
/// input for an hour (docs.claude.com/en/docs/build-with-claude/prompt-caching "Pricing"; OpenAI and others take 1.25 times or nothing). Of
/// the public price map of LiteLLM of 2026-08-01 the most expensive image costs 0.60 USD and the most expensive web search 0.06 USD. Other
/// kinds take the highest rate that is known of the model.
/// </remarks>
internal static class BoundRates
{
    private const decimal Write = 1.25m;
    private const decimal Write1h = 2m;
    private const decimal PerImage = 0.60m;
    private const decimal PerWebSearch = 0.06m;

    /// <summary>The kinds that a price can omit, by their names in <c>usdPerMTok</c>.</summary>
    private static readonly Kind[] Kinds =
    [
        new("input", u => u.Input - u.CachedInput - u.CacheWrite - u.CacheWrite1h - u.AudioInput - u.ImageInput, r => r.Input),
        new("cachedInput", u => u.CachedInput, r => r.CachedInput),
        new("cacheWrite", u => u.CacheWrite, r => r.CacheWrite),
        new("cacheWrite1h", u => u.CacheWrite1h, r => r.CacheWrite1h),
        new("audioInput", u => u.AudioInput, r => r.AudioInput),
        new("imageInput", u => u.ImageInput, r => r.ImageInput),
        new("output", u => u.Output - u.Reasoning - u.AudioOutput - u.ImageOutput, r => r.Output),
        new("reasoning", u => u.Reasoning, r => r.Reasoning),
        new("audioOutput", u => u.AudioOutput, r => r.AudioOutput),
        new("imageOutput", u => u.ImageOutput, r => r.ImageOutput),
        new("usdPerImage", u => u.Images, r => r.UsdPerImage),
        new("usdPerWebSearch", u => u.WebSearches, r => r.UsdPerWebSearch),
    ];

    /// <summary>
    /// A whole set of rates: those that are known, and bounds for the rest. Where no rate of tokens is known, those stay unknown.
    /// </summary>
    public static PriceSheet Complete(EffectiveRates rates)
    {
        decimal? highest = null;
        foreach (var rate in new[]
        {
            rates.Input, rates.CachedInput, rates.CacheWrite, rates.CacheWrite1h, rates.AudioInput, rates.ImageInput,
            rates.Output, rates.Reasoning, rates.AudioOutput, rates.ImageOutput,
        })
        {
            highest = highest > rate ? highest : rate ?? highest;
        }

        var input = rates.Input ?? highest;
        var written = rates.CacheWrite ?? (Write * input);
        return new PriceSheet
        {
            Input = input,
            CachedInput = rates.CachedInput ?? input,
            CacheWrite = written,
            CacheWrite1h = rates.CacheWrite1h ?? (Write1h * input > written ? Write1h * input : written),
            AudioInput = rates.AudioInput ?? highest,
            ImageInput = rates.ImageInput ?? highest,
            Output = rates.Output ?? highest,
            Reasoning = rates.Reasoning ?? highest,
            AudioOutput = rates.AudioOutput ?? highest,
            ImageOutput = rates.ImageOutput ?? highest,
            UsdPerImage = rates.UsdPerImage ?? PerImage,
            UsdPerWebSearch = rates.UsdPerWebSearch ?? PerWebSearch,
            UsdPerRequest = rates.UsdPerRequest,
        };
    }

    /// <summary>The kinds that occur and have no rate, by their names in <c>usdPerMTok</c>.</summary>
    public static IReadOnlyList<string> Missing(TokenUsage usage, EffectiveRates rates)
    {
        var missing = new List<string>();
        foreach (var kind in Kinds)
        {
            if (kind.Count(usage) > 0 && kind.Rate(rates) is null)
            {
                missing.Add(kind.Name);
            }
        }

        return missing;
    }

    private sealed record Kind(string Name, Func<TokenUsage, long> Count, Func<EffectiveRates, decimal?> Rate);
}

using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.AI;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Wire;

namespace RouteGen.Billing;

/// <summary>What models cost that a reply's own consulted.</summary>
/// <param name="Usd">The cost in USD, each at its own price; null where it is unknown.</param>
/// <param name="IsGuess">
/// Whether the table does not know one of them, which is charged at the price of the target, then: more than nothing, and perhaps not all.
/// </param>
internal readonly record struct OthersCost(decimal? Usd, bool IsGuess)
{
    /// <summary>What a reply states of them, as a record keeps it.</summary>
    public static IReadOnlyList<ModelUsage> Read(IReadOnlyDictionary<string, UsageDetails> stated, IReadOnlyList<string>? credentials)
    {
        var usages = new List<ModelUsage>(stated.Count);
        foreach (var (model, details) in stated)
        {
            var counts = BelievedCounts.OfChat(details, isComplete: true, seen: null);
            var usage = UsageReading.Read(details, counts.Input ?? 0, counts.Output ?? 0, 0, isEstimate: false, out _);

            // It was one request, whoever worked on it.
            usages.Add(new ModelUsage(ServerWord.Keep(model, credentials), usage with { Requests = 0 }));
        }

        return usages;
    }

    /// <summary>All that was counted: a usage with theirs.</summary>
    [return: NotNullIfNotNull(nameof(own))]
    public static TokenUsage? With(TokenUsage? own, IReadOnlyList<ModelUsage> others)
    {
        for (var i = 0; i < others.Count; i++)
        {
            own += others[i].Usage;
        }

        return own;
    }

    /// <summary>A usage without theirs.</summary>
    public static TokenUsage? Without(TokenUsage? all, IReadOnlyList<ModelUsage> others)
    {
        for (var i = 0; i < others.Count && all is { } sum; i++)
        {
            var other = others[i].Usage;
            all = sum with
            {
                Input = sum.Input - other.Input,
                CachedInput = sum.CachedInput - other.CachedInput,
                CacheWrite = sum.CacheWrite - other.CacheWrite,
                CacheWrite1h = sum.CacheWrite1h - other.CacheWrite1h,
                Output = sum.Output - other.Output,
                Reasoning = sum.Reasoning - other.Reasoning,
            };
        }

        return all;
    }

    /// <summary>What they cost.</summary>
    /// <param name="others">What they did.</param>
    /// <param name="table">The table that may know their prices.</param>
    /// <param name="target">Where it was.</param>
    /// <param name="own">The price of the target's own model.</param>
    /// <param name="place">In which region, in the provider's word; null where it says nothing.</param>
    /// <param name="at">When the call began.</param>
    public static OthersCost Compute(
        IReadOnlyList<ModelUsage> others, RouteTableDefinition table, TargetDefinition target, in PriceInForce own, string? place,
        DateTimeOffset at)
    {
        decimal? usd = 0m;
        var isGuess = false;
        for (var i = 0; i < others.Count; i++)
        {
            var known = others[i].Model is { } name ? ServedModels.Named(table, target.Provider, name) : null;
            isGuess |= known?.Price is null;
            var price = known?.Price is null ? own : PriceInForce.At(target, known, place, at);
            usd += price.Cost(others[i].Usage, ServiceTier.Standard) ?? price.UpperBound(others[i].Usage, ServiceTier.Standard);
        }

        return new(usd, isGuess);
    }
}

using RouteGen.Costs;
using RouteGen.Definitions;

namespace RouteGen.Tool.Pricing;

/// <summary>A request, and how often it comes.</summary>
/// <param name="Usage">What it takes.</param>
/// <param name="Times">How often.</param>
internal sealed record AskedCall(TokenUsage Usage, long Times)
{
    /// <summary>What a model has to be able to do for it.</summary>
    public ModelFeatures Needs { get; init; }

    /// <summary>The output that it asks for at most; null where it does not say.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>The service tier that it asks for.</summary>
    public ServiceTier? Tier { get; init; }

    /// <summary>Its input for a model, where that is estimated; null where it is the same for all.</summary>
    public Func<string, long>? InputFor { get; init; }

    /// <summary>The largest of its texts for a model, where it is a list of texts, which have a window each.</summary>
    public Func<string, long>? LargestFor { get; init; }

    /// <summary>What it takes at a target. Vectors are not billed as output.</summary>
    public TokenUsage UsageAt(TargetDefinition target, bool isVectors)
    {
        var usage = InputFor is { } input ? Usage with { Input = input(target.Model.Name) } : Usage;
        return isVectors ? usage with { Output = 0, Reasoning = 0 } : usage;
    }
}

/// <summary>Requests that come together: one, or those of a month.</summary>
internal sealed class CallMix(IReadOnlyList<AskedCall> calls)
{
    public IReadOnlyList<AskedCall> Calls => calls;

    /// <summary>How many.</summary>
    public long Count { get; } = calls.Sum(static c => c.Times);
}

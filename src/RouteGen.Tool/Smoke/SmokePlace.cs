using RouteGen.Definitions;

namespace RouteGen.Tool.Smoke;

/// <summary>A target as routes ask it, under one of its keys: what is called in each shape, one call after the other.</summary>
/// <param name="Name">How it is called in results: the target, and the route where routes ask it in different ways.</param>
/// <param name="Type">What it is asked for.</param>
/// <param name="Entry">The target, with what its chain sets.</param>
/// <param name="OutputLimit">The output tokens that its route allows; null where it sets none.</param>
/// <param name="Routes">The routes that ask it so.</param>
/// <param name="Access">How its provider is reached.</param>
/// <param name="Key">The key that it is called with.</param>
internal sealed record SmokePlace(
    string Name, RouteType Type, ChainEntryDefinition Entry, int? OutputLimit, IReadOnlyList<string> Routes, SmokeAccess Access,
    SmokeKey Key)
{
    /// <summary>Whether operation has taken it out of every chain, and nobody asked for it.</summary>
    public bool IsDisabled { get; init; }

    public TargetDefinition Target => Entry.Target;

    public ProviderDefinition Provider => Entry.Target.Provider;

    /// <summary>Whether it thinks before it answers, and needs tokens for that.</summary>
    public bool Reasons =>
        Target.Features?.HasFlag(ModelFeatures.Reasoning) is true || Entry.ReasoningEffort is not (null or "none");

    /// <summary>Tells two places apart, in this run and in others.</summary>
    public string Id => Key.Place is { } place ? FormattableString.Invariant($"{Name}#{place}") : Name;
}

/// <summary>One call that may be made.</summary>
/// <param name="Place">Where.</param>
/// <param name="Shape">What it is like.</param>
/// <param name="Unable">Why it is not made; null where it can be.</param>
internal sealed record SmokeCase(SmokePlace Place, SmokeShape Shape, Diagnosis? Unable);

using RouteGen.Costs;

namespace RouteGen;

/// <summary>What another model did for a reply, such as one that the answering model took advice from.</summary>
public sealed record ModelUsage
{
    /// <summary>Makes one.</summary>
    /// <param name="model">The model, as the provider names it; null where it does not.</param>
    /// <param name="usage">The tokens that the provider counted for it.</param>
    public ModelUsage(string? model, TokenUsage usage)
    {
        Model = model;
        Usage = usage;
    }

    /// <summary>The model, as the provider names it; null where it does not.</summary>
    public string? Model { get; init; }

    /// <summary>The tokens that the provider counted for it. They are in the attempt's usage, too.</summary>
    public TokenUsage Usage { get; init; }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(ModelUsage), PrintMembers);
}

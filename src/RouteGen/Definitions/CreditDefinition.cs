using System.ComponentModel;
using RouteGen.Costs;

namespace RouteGen.Definitions;

/// <summary>Free credit at a provider, for each of its keys: it pays for calls before money does.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record CreditDefinition
{
    /// <summary>How much there is of it in USD, what has been used by now included.</summary>
    public required decimal Usd { get; init; }

    /// <summary>The last day on which it can be used, in UTC; null where it does not lapse.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>What becomes of the provider's targets after that.</summary>
    public CreditEndAction Then { get; init; }

    /// <summary>Whether its day has passed at a time.</summary>
    public bool HasLapsed(DateTimeOffset at) => Until is { } until && DateOnly.FromDateTime(at.UtcDateTime) > until;

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(CreditDefinition), PrintMembers);
}

using RouteGen.Budgets;
using RouteGen.Costs;
using RouteGen.Definitions;

namespace RouteGen;

/// <summary>What is left of the free credit at a provider, under one of its keys.</summary>
public sealed record CreditStatus
{
    /// <summary>The provider's name.</summary>
    public required string Provider { get; init; }

    /// <summary>
    /// The environment variable that holds the key, or <c>key 2</c> where configuration alone names several; null where there is no key.
    /// </summary>
    public string? Credential { get; init; }

    /// <summary>How much the table states, in USD.</summary>
    public required decimal Usd { get; init; }

    /// <summary>What has been used of it in USD; null where the ledger has not said so yet.</summary>
    public decimal? UsedUsd { get; init; }

    /// <summary>What calls under way have reserved of it in USD; null where the ledger has not said so yet.</summary>
    public decimal? ReservedUsd { get; init; }

    /// <summary>What has not been used, and has not lapsed, in USD; null where the ledger has not said so yet.</summary>
    public decimal? LeftUsd => HasLapsed ? 0m : UsedUsd is { } used ? Math.Max(0m, Usd - used) : null;

    /// <summary>The last day on which it can be used, in UTC; null where it does not lapse.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>Whether that day has passed.</summary>
    public bool HasLapsed { get; init; }

    /// <summary>What becomes of the provider's targets when nothing is left.</summary>
    public CreditEndAction Then { get; init; }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(CreditStatus), PrintMembers);

    internal static CreditStatus Create(ProviderDefinition provider, string credential, DateTimeOffset now, BudgetBalance? balance) => new()
    {
        Provider = provider.Name,
        Credential = credential.Length == 0 ? null : credential,
        Usd = provider.Credits!.Usd,
        UsedUsd = balance?.Committed.ToUsd(),
        ReservedUsd = balance?.Reserved.ToUsd(),
        Until = provider.Credits.Until,
        HasLapsed = provider.Credits.HasLapsed(now),
        Then = provider.Credits.Then,
    };
}

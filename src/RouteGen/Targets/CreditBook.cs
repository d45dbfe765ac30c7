using System.Collections.Concurrent;
using RouteGen.Budgets;
using RouteGen.Definitions;

namespace RouteGen.Targets;

/// <summary>The free credits of a table's providers, one for each key; what is known of them outlives settings that change.</summary>
/// <param name="table">The table.</param>
/// <param name="time">The container's clock.</param>
/// <param name="drill">
/// In a drill, whose chain is walked whatever is left of credits, or as if nothing were; null elsewhere.
/// </param>
internal sealed class CreditBook(RouteTableDefinition table, TimeProvider time, RetryPacing? drill)
{
    private readonly ConcurrentDictionary<(string Provider, string Credential), ProviderCredit> _credits = new();

    /// <summary>Whether a table has any.</summary>
    public static bool HasAny(RouteTableDefinition table) => table.Providers.Any(static p => p.Credits is not null);

    /// <summary>The credit of a provider under a key; null where it has none.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="place">The key's place among several; null where there is one, or none.</param>
    public ProviderCredit? Find(ProviderDefinition provider, int? place)
    {
        if (drill is { AreCreditsUsedUp: false } || provider.Credits is null)
        {
            return null;
        }

        var credential = CreditAccounts.CredentialName(provider, place);
        return _credits.GetOrAdd((provider.Name, credential), key => new ProviderCredit(
            provider, credential, CreditAccounts.Create(table.Name, provider.Name, credential), time, drill is not null));
    }
}

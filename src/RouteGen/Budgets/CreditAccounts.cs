using System.Globalization;
using RouteGen.Definitions;

namespace RouteGen.Budgets;

/// <summary>
/// The accounts of a ledger in which free credit is kept: one for each key of a provider, by the name of the variable that holds the key,
/// and never by anything of the key itself. A new key under the same name goes on with what is left.
/// </summary>
internal static class CreditAccounts
{
    /// <summary>In the place of a budget's name. A budget of that name has another window, and so another account.</summary>
    public const string Name = "credits";

    /// <summary>By what a key is known: its variable, or else its place among several; empty where there is one, or none.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="place">The key's place, from 1; null where there is one.</param>
    public static string CredentialName(ProviderDefinition provider, int? place) => place is not { } at
        ? provider.ApiKeyVariable ?? ""
        : at <= provider.ApiKeyVariables.Count ? provider.ApiKeyVariables[at - 1]
        : string.Create(CultureInfo.InvariantCulture, $"key {at}");

    /// <summary>The account of a provider's credit under a key.</summary>
    /// <param name="table">The table's class name.</param>
    /// <param name="provider">The provider's name.</param>
    /// <param name="credential">The key's name.</param>
    public static BudgetAccount Create(string table, string provider, string credential) => new()
    {
        Table = table,
        Budget = Name,
        Unit = BudgetUnit.Usd,
        Scope = $"{provider}/{credential}",
        Window = BudgetWindow.Total,
    };

    /// <summary>
    /// The credits that a table states, as far as it names their keys: those that configuration alone knows are not among them.
    /// </summary>
    public static IEnumerable<(ProviderDefinition Provider, string Credential, BudgetAccount Account)> All(RouteTableDefinition table)
    {
        foreach (var provider in table.Providers.Where(static p => p.Credits is not null))
        {
            var count = Math.Max(1, provider.ApiKeyVariables.Count);
            for (var place = 1; place <= count; place++)
            {
                var credential = CredentialName(provider, count == 1 ? null : place);
                yield return (provider, credential, Create(table.Name, provider.Name, credential));
            }
        }
    }

    /// <summary>What a ledger says of all of them.</summary>
    public static async Task<IReadOnlyList<CreditStatus>> ReadAsync(
        IBudgetLedger ledger, RouteTableDefinition table, DateTimeOffset now, CancellationToken cancellationToken = default)
    {
        var credits = new List<CreditStatus>();
        foreach (var (provider, credential, account) in All(table))
        {
            var balance = await ledger.GetBalanceAsync(account, cancellationToken).ConfigureAwait(false);
            credits.Add(CreditStatus.Create(provider, credential, now, balance));
        }

        return credits;
    }
}

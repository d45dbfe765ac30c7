using System.Runtime.CompilerServices;
using RouteGen.Model.Json;

namespace RouteGen.Model.Tables;

/// <summary>Entries of a table by their names; the first of a name counts.</summary>
/// <remarks>Looking through the lists for each route would grow with the square of a table.</remarks>
public static class NamedEntries
{
    private static readonly ConditionalWeakTable<RouteTable, Names> ByTable = new();

    /// <summary>The target of that name; null where there is none.</summary>
    public static TargetEntry? TargetNamed(this RouteTable table, string name) =>
        GetNames(table).Targets.TryGetValue(name, out var target) ? target : null;

    /// <summary>The model of that name; null where there is none.</summary>
    public static ModelEntry? ModelNamed(this RouteTable table, string name) =>
        GetNames(table).Models.TryGetValue(name, out var model) ? model : null;

    /// <summary>The provider of that name; null where there is none.</summary>
    public static ProviderEntry? ProviderNamed(this RouteTable table, string name) =>
        GetNames(table).Providers.TryGetValue(name, out var provider) ? provider : null;

    /// <summary>The budgets of those names, in the order of the table.</summary>
    public static IReadOnlyList<BudgetEntry> BudgetsNamed(this RouteTable table, IEnumerable<string> names)
    {
        var budgets = GetNames(table).Budgets;
        var known = names.Distinct(StringComparer.Ordinal).Where(budgets.ContainsKey).Select(name => budgets[name]);
        return known.OrderBy(budget => budget.Place).Select(budget => budget.Entry).ToArray();
    }

    /// <summary>Whether a target at that provider, wherever it stands, states that API.</summary>
    public static bool HasTargetOver(this RouteTable table, ProviderApi api, string provider) =>
        GetNames(table).Apis.Contains((provider, api));

    /// <summary>Entries by their names; the first of a name counts.</summary>
    internal static Dictionary<string, T> ByName<T>(IEnumerable<T> entries, Func<T, string> nameOf)
    {
        var named = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var name = nameOf(entry);
            if (!named.ContainsKey(name))
            {
                named.Add(name, entry);
            }
        }

        return named;
    }

    private static Names GetNames(RouteTable table) => ByTable.GetValue(table, static table => new Names(table));

    private sealed class Names(RouteTable table)
    {
        public Dictionary<string, TargetEntry> Targets { get; } = ByName(table.Targets, target => target.Name);

        public Dictionary<string, ModelEntry> Models { get; } = ByName(table.Models, model => model.Name);

        public Dictionary<string, ProviderEntry> Providers { get; } = ByName(table.Providers, provider => provider.Name);

        public Dictionary<string, (BudgetEntry Entry, int Place)> Budgets { get; } =
            ByName(table.Budgets.Select((budget, place) => (budget, place)), budget => budget.budget.Name);

        public HashSet<(string Provider, ProviderApi Api)> Apis { get; } =
            [.. table.Targets.Where(target => target.Api is not null).Select(target => (target.Provider, target.Api!.Value))];
    }
}

using RouteGen.Model.Fields;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares which budgets a route is charged to, and whom its callers have to name for it.</summary>
internal static class BudgetUseComparison
{
    private static readonly BudgetScope[] Callers =
        [BudgetScope.User, BudgetScope.Agent, BudgetScope.Tenant, BudgetScope.Operation, BudgetScope.Key];

    public static void Compare(EntryChanges changes, RouteEntry was, RouteEntry now, Comparison comparison)
    {
        var before = comparison.Before.Table.Budgets
            .ToDictionary(b => comparison.Renames.Later(EntrySection.Budgets, b.Name), StringComparer.Ordinal);
        var after = comparison.After.Table.Budgets.ToDictionary(static b => b.Name, StringComparer.Ordinal);
        changes.List(
            "budgets", was.Budgets, now.Budgets,
            added => changes.Add(
                RouteKinds.BudgetAdded, "budgets", $"budgets: + {Show.Name(added)} ({BudgetComparison.Say(after[added])})", null, added),
            removed => changes.Add(
                RouteKinds.BudgetRemoved, "budgets", $"budgets: - {Show.Name(removed)} ({BudgetComparison.Say(before[removed])})",
                    removed));

        var scopesBefore = Scopes(was, before);
        var scopes = Scopes(now, after);
        foreach (var scope in scopes.Except(scopesBefore))
        {
            var word = Show.Word(Words.Scopes, scope);
            var name = scope == BudgetScope.Operation ? "operationId" : word;
            changes.Add(RouteKinds.ScopeAdded, "budgets", $"calls have to name their {word}: For({name}: …)", null, word);
        }

        foreach (var scope in scopesBefore.Except(scopes))
        {
            var word = Show.Word(Words.Scopes, scope);
            changes.Add(RouteKinds.ScopeRemoved, "budgets", $"calls need not name their {word} any more", word);
        }
    }

    private static BudgetScope[] Scopes(RouteEntry route, Dictionary<string, BudgetEntry> budgets) =>
    [
        .. route.Budgets.Select(name => budgets.GetValueOrDefault(name)?.Per).OfType<BudgetScope>().Distinct()
            .Where(Callers.Contains).Order(),
    ];
}

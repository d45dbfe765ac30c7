using RouteGen.Model.Fields;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares budgets.</summary>
internal static class BudgetComparison
{
    public static void Compare(Comparison comparison) => EntryPairs.Compare(
        new Section<BudgetEntry>(EntrySection.Budgets, static b => b.Name)
        {
            Gone = static (changes, budget) =>
                changes.Add(BudgetKinds.Removed, "", $"budget '{Show.Name(budget.Name)}' ({Say(budget)}) is gone"),
            Come = static (changes, budget) => changes.Add(BudgetKinds.Added, "", $"budget '{Show.Name(budget.Name)}': {Say(budget)}"),
            Both = static (changes, was, now) => Both(changes, was, now),
            IsSame = static (was, now) => was == now,
        },
        comparison.Before.Table.Budgets, comparison.After.Table.Budgets, comparison);

    private static void Both(EntryChanges changes, BudgetEntry was, BudgetEntry now)
    {
        if (was.Name != now.Name)
        {
            changes.Add(was.Identifier == now.Identifier ? BudgetKinds.Respelled : BudgetKinds.Renamed, "",
                $"'{Show.Name(was.Name)}' → '{Show.Name(now.Name)}'", was.Name, now.Name);
        }
        else
        {
            changes.Compare(TableKinds.IdentifierChanged, "identifier", was.Identifier, now.Identifier);
        }

        changes.Compare(BudgetKinds.ScopeChanged, "per", was.Per, now.Per, Scope);
        changes.Compare(BudgetKinds.ScopeChanged, "tag", was.Tag, now.Tag);
        changes.Bound(BudgetKinds.Lowered, BudgetKinds.Raised, "limit.usd", was.LimitUsd, now.LimitUsd, Show.Usd);
        changes.Bound(BudgetKinds.Lowered, BudgetKinds.Raised, "limit.tokens", was.LimitTokens, now.LimitTokens, Show.Count);
        changes.Bound(BudgetKinds.Lowered, BudgetKinds.Raised, "limit.calls", was.LimitCalls, now.LimitCalls, Show.Count);
        if ((was.Period, was.Sliding) != (now.Period, now.Sliding))
        {
            changes.Set(
                BudgetKinds.WindowChanged, now.Period == BudgetPeriod.Sliding ? "sliding" : "calendar", Window(was), Window(now));
        }

        changes.Compare(
            BudgetKinds.AtLimitChanged, "atLimit", was.AtLimit, now.AtLimit, static a => Show.Word(Words.AtLimits, a));
        changes.Compare(
            BudgetKinds.ExpiryChanged, "expired", was.Expired, now.Expired, static e => Show.Word(Words.ExpiredReservations, e));
        changes.Compare(BudgetKinds.WaitChanged, "waitForRoom", was.WaitForRoom, now.WaitForRoom, Show.Time);
        changes.Compare(BudgetKinds.ReserveChanged, "reserve", was.Reserve, now.Reserve, static r => Show.Word(Words.Reserves, r));
        changes.Compare(TableKinds.AboutChanged, "about", was.About, now.About);
    }

    /// <summary>A budget in a phrase: <c>$2.5 per user and day</c>.</summary>
    public static string Say(BudgetEntry budget)
    {
        string?[] limits =
        [
            budget.LimitUsd is { } usd ? Show.Usd(usd) : null,
            budget.LimitTokens is { } tokens ? Show.Count(tokens) + " tokens" : null,
            budget.LimitCalls is { } calls ? Show.Count(calls) + " calls" : null,
        ];
        return $"{string.Join(", ", limits.OfType<string>())} per"
            + $" {(budget.Tag is { } tag ? "tag " + Show.Name(tag) : Scope(budget.Per))} and "
            + Window(budget);
    }

    private static string Scope(BudgetScope scope) => Show.Word(Words.Scopes, scope);

    private static string Window(BudgetEntry budget) => budget.Period == BudgetPeriod.Sliding
        ? Show.Time(budget.Sliding) + (budget.Sliding == TimeSpan.Zero ? "" : " sliding")
        : Show.Word(Words.Periods, budget.Period);
}

using RouteGen.Model.Fields;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares what routes promise and allow; <see cref="ChainComparison"/> compares who serves them.</summary>
internal static class RouteComparison
{
    public static void Compare(Comparison comparison) => EntryPairs.Compare(
        new Section<RouteEntry>(EntrySection.Routes, static r => r.Name)
        {
            Gone = static (changes, route) => changes.Add(
                RouteKinds.Removed, "", $"route '{Show.Name(route.Name)}' is gone", RouteSummary.Chain(route)),
            Come = static (changes, route) => changes.Add(
                RouteKinds.Added, "", $"route '{Show.Name(route.Name)}': {RouteSummary.Chain(route)}", null, RouteSummary.Chain(route)),
            Both = (changes, was, now) => Both(changes, was, now, comparison),
            IsSame = (was, now) => comparison.Renames.ApplyTo(was) == now,
        },
        comparison.Before.Table.Routes, comparison.After.Table.Routes, comparison);

    private static void Both(EntryChanges changes, RouteEntry original, RouteEntry now, Comparison comparison)
    {
        var was = comparison.Renames.ApplyTo(original);
        if (original.Name != now.Name)
        {
            changes.Add(RouteKinds.Renamed, "", $"'{Show.Name(original.Name)}' → '{Show.Name(now.Name)}'", original.Name, now.Name);
        }
        else
        {
            changes.Compare(TableKinds.IdentifierChanged, "identifier", was.Identifier, now.Identifier);
        }

        changes.Compare(RouteKinds.TypeChanged, "type", was.Type, now.Type, static t => Show.Word(Words.RouteTypes, t));
        ChainComparison.Compare(changes, was, now);
        BudgetUseComparison.Compare(changes, was, now, comparison);
        PromiseComparison.Compare(changes, was, now);
        ReachComparison.Compare(changes, comparison.Before.Route(original.Name), comparison.After.Route(now.Name), was);
        LimitComparison.Compare(
            changes, was, now,
            RouteSummary.LargestInput(comparison.Before.Route(original.Name)), RouteSummary.LargestInput(comparison.After.Route(now.Name)));
        EndpointComparison.Compare(changes, was, now, comparison.After.Table);
        changes.Compare(
            RouteKinds.MalformedChanged, "malformedOutput", was.ReturnsMalformed, now.ReturnsMalformed,
            static m => Show.Word(Words.MalformedOutputs, m));
        changes.Compare(RouteKinds.StrictChanged, "strict", was.Strict, now.Strict, Show.Flag);
        changes.Compare(RouteKinds.ChargebackChanged, "costBucket", was.CostBucket, now.CostBucket);
        changes.Compare(TableKinds.AboutChanged, "about", was.About, now.About);
        WorstCaseComparison.Compare(
            changes, comparison.Before.Route(original.Name).Worst, comparison.After.Route(now.Name).Worst);
        TypicalCostComparison.Compare(changes, original, now, comparison);
    }
}

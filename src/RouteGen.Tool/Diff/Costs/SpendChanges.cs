using RouteGen.Model.Reading;
using RouteGen.Tables;
using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Costs;

/// <summary>Says of each route what its past calls cost more or less.</summary>
internal static class SpendChanges
{
    /// <summary>A comparison with these changes among the others.</summary>
    public static TableDiff With(TableDiff diff, SpendEffect effect, RouteTableFile after)
    {
        var list = new ChangeList(after.Checked.Reading);
        foreach (var change in diff.Changes)
        {
            list.Add(change);
        }

        foreach (var (route, sum) in effect.Routes.Where(static r => r.Value.BeforeUsd != r.Value.AfterUsd))
        {
            var percent = Show.Percent(sum.BeforeUsd, sum.AfterUsd) is { Length: > 0 } share ? $" ({share})" : "";
            var moved = sum.Moved == 0 ? "" : $", of which {Show.Count(sum.Moved)} by another target";
            new EntryChanges(list, EntrySection.Routes, route).Add(
                sum.AfterUsd > sum.BeforeUsd ? RouteKinds.ExpectedCostRaised : RouteKinds.ExpectedCostLowered, "",
                $"{Show.Count(sum.Lines)} lines of spend{moved}: {Show.Money(sum.BeforeUsd)} → {Show.Money(sum.AfterUsd)}{percent}",
                Show.Number(sum.BeforeUsd), Show.Number(sum.AfterUsd));
        }

        return diff with { Changes = list.WorstFirst() };
    }
}

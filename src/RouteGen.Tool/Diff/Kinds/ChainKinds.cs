using static RouteGen.Tool.Diff.Kinds.ChangeKind;

namespace RouteGen.Tool.Diff.Kinds;

/// <summary>Kinds of changes of a route's chain: who serves, in which order, and what follows from faults.</summary>
internal static class ChainKinds
{
    public static readonly ChangeKind TargetAdded = Note("chain-target-added", "Target added to a chain",
        "It can serve, and is a path to drill; switches over the route's targets have one more case.");

    public static readonly ChangeKind TargetRemoved = Error("chain-target-removed", "Target removed from a chain",
        "The member of the route's enum of targets is gone, so code that names it does not compile.");

    public static readonly ChangeKind PrimaryChanged = Warning("primary-changed", "Another target is asked first",
        "Most calls are served by it.");

    public static readonly ChangeKind Reordered = Warning("chain-reordered", "Order of the fallbacks changed",
        "Other targets stand in first.");

    public static readonly ChangeKind WeightChanged = Warning("weight-changed", "Weights changed", "Callers are shared out otherwise.");

    public static readonly ChangeKind OptionsChanged = Warning("chain-options-changed", "Options at a target changed",
        "The target is asked otherwise where the caller says nothing.");

    public static readonly ChangeKind StrategyChanged = Warning("strategy-changed", "Strategy changed",
        "Calls go through the chain in another order.");

    public static readonly ChangeKind OnChanged = Warning("on-changed", "What follows from a fault changed",
        "The call goes on otherwise, or stops, after that fault.");

    public static readonly ChangeKind DrillLost = Warning("drill-lost", "Path can no longer be drilled",
        "The target is still there, and no failure of those before it leads to it.");

    public static readonly ChangeKind SinglePointIntroduced = Warning("single-point-introduced", "Single point of failure",
        "One outage of it takes the route down.");

    public static readonly ChangeKind SinglePointRemoved = Note("single-point-removed", "Single point of failure removed",
        "One outage of it no longer takes the route down.");
}

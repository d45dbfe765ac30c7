using static RouteGen.Tool.Diff.Kinds.ChangeKind;

namespace RouteGen.Tool.Diff.Kinds;

/// <summary>Kinds of changes of budgets.</summary>
internal static class BudgetKinds
{
    public static readonly ChangeKind Added = Note("budget-added", "Budget added", "Routes can be charged to it.");

    public static readonly ChangeKind Removed = Error("budget-removed", "Budget removed",
        "Its constant in Budgets is gone, so code that names it does not compile.");

    public static readonly ChangeKind Renamed = Error("budget-renamed", "Budget renamed",
        "Code that names it does not compile, and its accounts begin at 0.");

    public static readonly ChangeKind Respelled = Warning("budget-respelled", "Budget spelled otherwise",
        "Code compiles, and its accounts begin at 0.");

    public static readonly ChangeKind Raised = Warning("budget-raised", "Budget raised", "Calls may use more.");

    public static readonly ChangeKind Lowered = Warning("budget-lowered", "Budget lowered",
        "Calls may use less: who is above it already is refused at once.");

    public static readonly ChangeKind ScopeChanged = Warning("budget-scope-changed", "Budget counts by something else",
        "Its accounts are others, and begin at 0.");

    public static readonly ChangeKind WindowChanged = Warning("budget-window-changed", "Budget's period changed",
        "The limit is for another stretch of time.");

    public static readonly ChangeKind AtLimitChanged = Warning("budget-at-limit-changed", "What happens at the limit changed",
        "A call for which there is no room fares otherwise.");

    public static readonly ChangeKind ExpiryChanged = Note("budget-expiry-changed", "Expired reservations settled otherwise",
        "It matters only for processes that die in the middle of a call.");

    public static readonly ChangeKind WaitChanged = Note("budget-wait-changed", "Wait for room changed",
        "Calls wait for another time where others under way leave no room.");

    public static readonly ChangeKind ReserveChanged = Warning("budget-reserve-changed", "Reservations changed",
        "What calls reserve decides whether the cap can be exceeded, and how many calls fit at a time.");
}

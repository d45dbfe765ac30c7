using static RouteGen.Tool.Diff.Kinds.ChangeKind;

namespace RouteGen.Tool.Diff.Kinds;

/// <summary>Kinds of changes of a route beside its chain.</summary>
internal static class RouteKinds
{
    public static readonly ChangeKind Added = Note("route-added", "Route added", "The table's class has one more property.");

    public static readonly ChangeKind Removed = Error("route-removed", "Route removed",
        "Code that uses it does not compile, and an endpoint no longer knows it.");

    public static readonly ChangeKind Renamed = Error("route-renamed", "Route renamed",
        "Code that uses it does not compile; endpoints, settings and reports know it by the new name.");

    public static readonly ChangeKind TypeChanged = Error("route-type-changed", "Type of route changed",
        "Chat and embeddings are called in different ways.");

    public static readonly ChangeKind ScopeAdded = Error("route-scope-added", "Caller must be named",
        "A budget counts by it, so calls go through For(…) and have to name it.");

    public static readonly ChangeKind ScopeRemoved = Note("route-scope-removed", "Caller need not be named",
        "No budget counts by it any more.");

    public static readonly ChangeKind BudgetAdded = Warning("route-budget-added", "Route charged to a budget",
        "Calls are refused, or skip targets, where it has no room.");

    public static readonly ChangeKind BudgetRemoved = Warning("route-budget-removed", "Route no longer charged to a budget",
        "That cap no longer bounds its calls.");

    public static readonly ChangeKind FeatureLost = Error("route-feature-lost", "Route lost a feature",
        "No target of it has the feature, so requests that need it fail.");

    public static readonly ChangeKind RequiresAdded = Warning("requires-added", "Feature required",
        "Targets without it are skipped.");

    public static readonly ChangeKind RequiresRemoved = Note("requires-removed", "Feature no longer required",
        "Targets without it may serve.");

    public static readonly ChangeKind RegionsWidened = Error("regions-widened", "Data may go to more regions",
        "The route's promise of where data is processed is weaker.");

    public static readonly ChangeKind RegionsNarrowed = Note("regions-narrowed", "Data stays in fewer regions",
        "The route promises more.");

    public static readonly ChangeKind RetentionWeakened = Error("retention-weakened", "Data may be kept longer",
        "The route's promise of how long data is kept is weaker.");

    public static readonly ChangeKind RetentionStrengthened = Note("retention-strengthened", "Data may be kept for less time",
        "The route promises more.");

    public static readonly ChangeKind CaptureWidened = Error("capture-widened", "Prompts and replies are kept",
        "More of what callers write, and of what models reply, is stored.");

    public static readonly ChangeKind CaptureNarrowed = Note("capture-narrowed", "Less of prompts and replies is kept",
        "Less of them is stored.");

    public static readonly ChangeKind InputLimitLowered = Error("input-limit-lowered", "Less input accepted",
        "Larger requests, which were served, are refused before anything is sent.");

    public static readonly ChangeKind InputLimitRaised = Note("input-limit-raised", "More input accepted", "Larger requests are served.");

    public static readonly ChangeKind InputLimitIdle = Note("input-limit-idle", "Input limit lowered without effect",
        "No target took more anyway.");

    public static readonly ChangeKind WindowLost = Error("route-window-lost", "Route accepts less input",
        "No target of it takes requests as large as before.");

    public static readonly ChangeKind OutputLimitLowered = Warning("output-limit-lowered", "Shorter replies",
        "Longer replies are cut off.");

    public static readonly ChangeKind OutputLimitRaised = Note("output-limit-raised", "Longer replies", "Replies may be longer.");

    public static readonly ChangeKind CostLimitLowered = Warning("cost-limit-lowered", "Call's cost limit lowered",
        "Calls that may cost more are refused, or skip targets.");

    public static readonly ChangeKind CostLimitRaised = Warning("cost-limit-raised", "Call's cost limit raised", "A call may cost more.");

    public static readonly ChangeKind AttemptsLowered = Warning("attempts-lowered", "Fewer attempts", "Calls give up sooner.");

    public static readonly ChangeKind AttemptsRaised = Note("attempts-raised", "More attempts", "Calls give up later.");

    public static readonly ChangeKind TimeoutLowered = Warning("timeout-lowered", "Time limit lowered", "Slower calls fail.");

    public static readonly ChangeKind TimeoutRaised = Note("timeout-raised", "Time limit raised", "Slower calls are waited for.");

    public static readonly ChangeKind RetryChanged = Note("retry-changed", "Retries changed",
        "A target is retried after another time, or another number of times.");

    public static readonly ChangeKind MalformedChanged = Warning("malformed-output-changed", "What becomes of replies that are not JSON",
        "Where no target gives the JSON that was asked for, callers get the last reply where they got an error, or the other way round.");

    public static readonly ChangeKind StrictChanged = Warning("strict-changed", "Strictness changed",
        "A target that lacks a preferred option is skipped where the route is strict, and else asked without it.");

    public static readonly ChangeKind ChargebackChanged = Warning("chargeback-changed", "Cost bucket changed",
        "Its calls are charged back to another account.");

    public static readonly ChangeKind AliasAdded = Note("alias-added", "Alias added", "Clients can ask for the route by it.");

    public static readonly ChangeKind AliasRemoved = Error("alias-removed", "Alias removed",
        "Clients that ask for the route by it are no longer served.");

    public static readonly ChangeKind AliasMoved = Warning("alias-moved", "Alias of another route",
        "Clients that ask by it are served by another route.");

    public static readonly ChangeKind AliasCovered = Note("alias-covered", "Alias covered by another",
        "Clients that ask by it are still served by the route.");

    public static readonly ChangeKind AccessNarrowed = Error("access-narrowed", "Fewer keys can call it",
        "Keys that could call the route are refused.");

    public static readonly ChangeKind AccessWidened = Warning("access-widened", "More keys can call it",
        "Keys that could not call the route can.");

    public static readonly ChangeKind WorstCostRaised = Warning("worst-cost-raised", "Worst case costs more",
        "A call can cost more at worst.");

    public static readonly ChangeKind WorstCostLowered = Note("worst-cost-lowered", "Worst case costs less", "A call costs less at worst.");

    public static readonly ChangeKind WorstCostUnknown = Warning("worst-cost-unknown", "Cost of the worst case unknown",
        "A price or a token limit is missing, so nothing bounds a call's cost.");

    public static readonly ChangeKind WorstCostKnown = Note("worst-cost-known", "Cost of the worst case known", "It is bounded now.");

    public static readonly ChangeKind WorstTimeRaised = Warning("worst-time-raised", "Worst case takes longer",
        "A call can take longer until it fails.");

    public static readonly ChangeKind WorstTimeLowered = Note("worst-time-lowered", "Worst case takes less time",
        "A call fails sooner at worst.");

    public static readonly ChangeKind WorstAttemptsRaised = Note("worst-attempts-raised", "Worst case makes more attempts",
        "A call can make more requests.");

    public static readonly ChangeKind WorstAttemptsLowered = Note("worst-attempts-lowered", "Worst case makes fewer attempts",
        "A call makes fewer requests at worst.");

    public static readonly ChangeKind ExpectedCostRaised = Warning("expected-cost-raised", "Calls cost more", "Expect a larger bill.");

    public static readonly ChangeKind ExpectedCostLowered = Note("expected-cost-lowered", "Calls cost less", "Expect a smaller bill.");
}

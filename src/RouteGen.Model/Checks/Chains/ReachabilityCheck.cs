using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>
/// RG1004: a target that is behind as many others as there are attempts, or that asks the same of the same provider as one before it.
/// </summary>
/// <remarks>A target given twice under one name is not a chain at all, which RG0003 says.</remarks>
internal static class ReachabilityCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            for (var i = 1; i < route.Links.Count; i++)
            {
                if (WhyUnreachable(route, i) is { } why)
                {
                    var link = route.Links[i];
                    findings.Add(
                        TableRules.UnreachableTarget.At(link.At, PlainText.Escape(link.Target.Name), PlainText.Escape(route.Name), why),
                        route.Owner,
                        link.Target.Owner);
                }
            }

            foreach (var link in route.Reach.Skip(route.Links.Count))
            {
                if (WhyUnreachableOnFault(route, link) is { } why)
                {
                    findings.Add(
                        TableRules.UnreachableTarget.At(link.At, PlainText.Escape(link.Target.Name), PlainText.Escape(route.Name), why),
                        route.Owner,
                        link.Target.Owner);
                }
            }
        }
    }

    /// <summary>
    /// Whether the bound on attempts is used up before the target even if none before it is tried twice, and no fault leads there sooner.
    /// Where the order varies, every target comes first at times.
    /// </summary>
    public static bool IsBeyondAttempts(RouteView route, int index) =>
        route.Route.Strategy == RouteStrategy.Ordered && route.Route.Limits.Attempts <= index
        && !(AttemptsBefore.Least(route, route.Links[index]) < route.Route.Limits.Attempts);

    private static string? WhyUnreachable(RouteView route, int index)
    {
        if (IsBeyondAttempts(route, index))
        {
            return $"comes after {Shown.Counted(index, "other")}, but the route may make " +
                $"{Shown.Counted(route.Route.Limits.Attempts, "attempt")} in all, so no call that tries them reaches it; raise " +
                $"limits.attempts, or remove it";
        }

        var link = route.Links[index];
        var same = route.Links.Take(index).FirstOrDefault(earlier => AsksTheSame(earlier, link));
        return same is null
            ? null
            : $"is the same model at the same provider as '{PlainText.Escape(same.Target.Name)}' before it, so both fail together; " +
                $"remove it, and let retry.maxRetries repeat an attempt";
    }

    /// <summary>
    /// The same for a target that only <c>on</c> leads to: all that lead there ask the same as it, or as
    /// many attempts as there are come before it.
    /// </summary>
    private static string? WhyUnreachableOnFault(RouteView route, ChainLink link)
    {
        // No call comes to a target twice: with as many attempts as there are targets, all are in reach.
        if (route.Route.Strategy == RouteStrategy.Ordered && route.Route.Limits.Attempts < route.Reach.Count
            && AttemptsBefore.Least(route, link) is { } others && route.Route.Limits.Attempts <= others)
        {
            return $"comes after {Shown.Counted(others, "other")}, but the route may make " +
                $"{Shown.Counted(route.Route.Limits.Attempts, "attempt")} in all, so no call that tries them reaches it; raise " +
                $"limits.attempts, or remove it";
        }

        var leading = Leading(route, link).ToArray();
        return leading.Length > 0 && leading.All(from => AsksTheSame(from, link))
            ? $"is the same model at the same provider as '{PlainText.Escape(leading[0].Target.Name)}' before it, so both fail together; " +
                $"remove it, and let retry.maxRetries repeat an attempt"
            : null;
    }

    /// <summary>The targets of which some fault leads to another.</summary>
    private static IEnumerable<ChainLink> Leading(RouteView route, ChainLink link) => route.Reach
        .Where(other => other != link && RulesAt(route, other).Any(rule => rule.Targets.Contains(link.Target.Name)));

    private static IEnumerable<OnFault> RulesAt(RouteView route, ChainLink link) =>
        link.Entry.On.Concat(route.Route.On.Where(rule => link.Entry.On.All(own => own.Fault != rule.Fault)));

    private static bool AsksTheSame(ChainLink earlier, ChainLink link) =>
        earlier.Target.Entry.Provider == link.Target.Entry.Provider
        && earlier.Target.Entry.Deployment == link.Target.Entry.Deployment
        && (earlier.Target.Entry.Api ?? earlier.Target.Provider.Api) == (link.Target.Entry.Api ?? link.Target.Provider.Api)
        && earlier.Entry with { Target = link.Entry.Target, Weight = link.Entry.Weight, On = link.Entry.On } == link.Entry;
}

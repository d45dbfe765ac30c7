using RouteGen.Model.Checks.Views;
using RouteGen.Model.Naming;

namespace RouteGen.Model.Checks.Chains;

/// <summary>RG1004: a target that stands behind as many others as there are attempts, or that asks the same of the same provider as one before it.</summary>
/// <remarks>A target given twice under one name is no chain at all, which RG0003 says.</remarks>
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
                    findings.Add(TableRules.UnreachableTarget.At(link.At, PlainText.Of(link.Target.Name), PlainText.Of(route.Name), why), route.Owner, link.Target.Owner);
                }
            }
        }
    }

    /// <summary>Whether the bound on attempts is used up before the target even if none before it is tried twice. Where the order varies, every target comes first at times.</summary>
    public static bool IsBeyondAttempts(RouteView route, int index) => route.Route.Strategy == RouteStrategy.Ordered && route.Route.Limits.Attempts <= index;

    private static string? WhyUnreachable(RouteView route, int index)
    {
        if (IsBeyondAttempts(route, index))
        {
            return $"comes after {Shown.Counted(index, "other")}, and the route may make {Shown.Counted(route.Route.Limits.Attempts, "attempt")} in all, so no call that tries them reaches it; raise limits.attempts, or remove it";
        }

        var link = route.Links[index];
        var same = route.Links.Take(index).FirstOrDefault(earlier =>
            earlier.Target.Entry.Provider == link.Target.Entry.Provider
            && earlier.Target.Entry.Deployment == link.Target.Entry.Deployment
            && (earlier.Target.Entry.Api ?? earlier.Target.Provider.Api) == (link.Target.Entry.Api ?? link.Target.Provider.Api)
            && earlier.Entry with { Target = link.Entry.Target, Weight = link.Entry.Weight, On = link.Entry.On } == link.Entry);
        return same is null
            ? null
            : $"is the same model at the same provider as '{PlainText.Of(same.Target.Name)}' before it, so it fails with it; remove it, and let retry.maxRetries repeat an attempt";
    }
}

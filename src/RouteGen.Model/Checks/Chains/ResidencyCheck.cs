using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>
/// RG1007: a target at a provider that processes data elsewhere, or keeps it longer, than the route allows. A
/// provider that does not say is not a proof.
/// </summary>
internal static class ResidencyCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            foreach (var link in route.Reach)
            {
                if (Conflict(route.Route, link.Target.Provider) is { } conflict)
                {
                    var provider = PlainText.Escape(link.Target.Provider.Name);
                    var finding = TableRules.ResidencyConflict.At(
                        link.At, PlainText.Escape(route.Name),
                        conflict.Demand, provider, PlainText.Escape(link.Target.Name), conflict.Fact, conflict.Remedy);
                    findings.Add(finding, route.Owner, link.Target.Owner);
                }
            }
        }
    }

    /// <summary>What the route demands and the provider does not keep; null where they agree.</summary>
    public static (string Demand, string Fact, string Remedy)? Conflict(RouteEntry route, ProviderEntry provider)
    {
        if (route.Regions.Count > 0 && !route.Regions.Any(allowed => IsWithin(provider.Region, allowed)))
        {
            var demand = $"allows only the regions {Shown.Names(route.Regions)}";
            return provider.Region is { } region
                ? (demand, $"is in '{region}'", "take the target out of the chain, or allow its region")
                : (demand, "does not say where it is", "state the provider's 'region', or take the target out of the chain");
        }

        if (route.MaxDataRetentionDays is { } most && !(provider.DataRetentionDays <= most))
        {
            var demand = most == 0 ? "allows no data retention" : $"allows data retention for {Shown.Number(most)} days";
            return provider.DataRetentionDays is { } days
                ? (
                    demand,
                    $"keeps data for {Shown.Number(days)} days",
                    "take the target out of the chain, or agree on a shorter period with the provider")
                : (
                    demand,
                    "does not say how long it keeps data",
                    "state the provider's 'dataRetention', or take the target out of the chain");
        }

        return null;
    }

    /// <summary>A region holds those that are named after it: <c>eu</c> holds <c>eu-west-1</c>.</summary>
    private static bool IsWithin(string? region, string allowed) =>
        region == allowed || region?.StartsWith(allowed + "-", StringComparison.Ordinal) == true;
}

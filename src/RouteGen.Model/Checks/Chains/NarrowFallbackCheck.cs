using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>
/// RG1005: a fallback that takes less input than the route allows, or where the route says nothing, less than a target before it.
/// </summary>
/// <remarks>A small first target before a large one is a plan, not a slip: the first target is never reported.</remarks>
internal static class NarrowFallbackCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        // The targets of an embedding route are of one model.
        foreach (var route in table.Routes.Where(route => route.Route.Type == RouteType.Chat))
        {
            var stated = route.Route.Limits.InputTokens;
            var allowed = stated;
            for (var i = 0; i < route.Reach.Count; i++)
            {
                var link = route.Reach[i];
                var capacity = link.Target.InputCapacity(Least(route.Route.Limits.OutputTokens, link.Entry.MaxOutputTokens));
                if (i > 0 && capacity is { } takes && allowed is { } most && takes < most)
                {
                    var remedy = stated is null
                        ? $"set limits.inputTokens to {Shown.Number(takes)}, or use a model with a larger window"
                        : $"lower limits.inputTokens to {Shown.Number(takes)}, or use a model with a larger window";
                    var finding = TableRules.NarrowFallback.At(link.At,
                        PlainText.Escape(link.Target.Name), Shown.Count(takes), PlainText.Escape(route.Name), Shown.Count(most), remedy);
                    findings.Add(finding, route.Owner, link.Target.Owner);
                }

                allowed = stated ?? (allowed is null || capacity > allowed ? capacity ?? allowed : allowed);
            }
        }
    }

    private static int? Least(int? a, int? b) => a is null || b < a ? b ?? a : a;
}

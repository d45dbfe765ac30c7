using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Checks.Bounds;

/// <summary>RG1013: a route that limits its cost but not the tokens that cost.</summary>
internal static class TokenLimitsCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            if (route.Find("limits", "costUsd") is not { } stated)
            {
                continue;
            }

            var limits = route.Route.Limits;
            var missing = new List<string>();
            if (limits.InputTokens is null)
            {
                missing.Add("inputTokens");
            }

            if (limits.OutputTokens is null && route.Route.Type == RouteType.Chat)
            {
                missing.Add("outputTokens");
            }

            if (missing.Count > 0)
            {
                findings.Add(TableRules.UnboundedCost.At(stated.Key, PlainText.Escape(route.Name), Shown.Names(missing)), route.Owner);
            }
        }
    }
}

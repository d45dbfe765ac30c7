using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Bounds;

/// <summary>
/// RG1031: more output allowed than a model writes. The runtime then asks for what the model writes, so that replies end sooner there.
/// </summary>
internal static class OutputCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes.Where(route => route.Route.Type == RouteType.Chat))
        {
            foreach (var link in route.Reach)
            {
                CheckEntry(route, link, findings);
            }

            CheckRoute(route, findings);
        }
    }

    /// <summary>What the chain says of one target.</summary>
    private static void CheckEntry(RouteView route, ChainLink link, FindingList findings)
    {
        if (link.Entry.MaxOutputTokens is { } allowed && link.Target.Model.MaxOutput is { } most && allowed > most
            && ((link.Item as JsonObject)?.Find("options")?.Value as JsonObject)?.Find("maxOutputTokens") is { } stated)
        {
            Report(
                stated.Value, $"The chain of route '{PlainText.Escape(route.Name)}'", allowed, Writes(link, most)
                    + ", which it is asked for",
                $"lower maxOutputTokens to {Shown.Number(most)}", most, findings, route.Owner, link.Target.Owner);
        }
    }

    /// <summary>What the route says of all targets of which the chain says nothing.</summary>
    private static void CheckRoute(RouteView route, FindingList findings)
    {
        if (route.Route.Limits.OutputTokens is not { } allowed || route.Find("limits", "outputTokens") is not { } stated)
        {
            return;
        }

        var silent = route.Reach.Where(static link => link.Entry.MaxOutputTokens is null).ToArray();
        var clamped = silent.Where(link => link.Target.Model.MaxOutput < allowed).ToArray();
        var who = $"Route '{PlainText.Escape(route.Name)}'";
        if (clamped.Length > 0 && clamped.Length == silent.Length)
        {
            var most = clamped.Max(static link => link.Target.Model.MaxOutput!.Value);
            var writes = clamped.Length == 1 ? Writes(clamped[0], most) : $"none of its models writes more than {Shown.Count(most)}";
            Report(
                stated.Value, who, allowed, writes + ", which is asked for",
                $"lower limits.outputTokens to {Shown.Number(most)}, or use a model that writes more", most, findings, route.Owner);
            return;
        }

        foreach (var link in clamped)
        {
            var most = link.Target.Model.MaxOutput!.Value;
            var isOfChain = route.Links.Contains(link);
            var remedy = $"lower limits.outputTokens to {Shown.Number(most)}" +
                (isOfChain ? $", or state \"maxOutputTokens\": {Shown.Number(most)} in the options of its chain entry" : "");
            Report(
                link.At, who, allowed, Writes(link, most) + ", so replies end sooner there", remedy, most, findings,
                route.Owner, link.Target.Owner);
        }
    }

    private static string Writes(ChainLink link, int most) =>
        $"model '{PlainText.Escape(link.Target.Model.Name)}' of target '{PlainText.Escape(link.Target.Name)}' writes at most " +
        Shown.Count(most);

    private static void Report(
        JsonNode at, string who, int allowed, string writes, string remedy, int most, FindingList findings, params Owner[] owners) =>
        findings.Add(TableRules.OutputAboveModel.At(at, who, Shown.Count(allowed), writes, remedy) with
        {
            Suggested = Shown.Number(most),
        }, owners);
}

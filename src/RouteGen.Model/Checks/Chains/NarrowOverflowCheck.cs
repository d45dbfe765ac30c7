using RouteGen.Faults;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Chains;

/// <summary>
/// RG1023: a target that <c>on.contextTooLong</c> names and that takes no more input than any target it stands in for. Windows
/// that the file does not state are not proof.
/// </summary>
internal static class NarrowOverflowCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            if (route.Find("on")?.Value is JsonObject ofRoute)
            {
                var leftToIt = route.Links.Where(link => link.Entry.On.All(on => on.Fault != Fault.ContextTooLong));
                CheckList(route, ofRoute, leftToIt.ToArray(), findings);
            }

            foreach (var link in route.Links)
            {
                if ((link.Item as JsonObject)?.Find("on")?.Value is JsonObject ofEntry)
                {
                    CheckList(route, ofEntry, [link], findings);
                }
            }
        }
    }

    private static void CheckList(RouteView route, JsonObject on, ChainLink[] tooSmall, FindingList findings)
    {
        foreach (var name in (on.Find(FaultNames.Name(Fault.ContextTooLong))?.Value as JsonArray)?.Items.OfType<JsonString>() ?? [])
        {
            var named = route.Reach.First(link => link.Target.Name == name.Value);
            var before = tooSmall.Where(link => link != named).ToArray();
            if (Capacity(route, named) is { } takes && before.Length > 0 && before.All(link => Capacity(route, link) >= takes))
            {
                var finding = TableRules.NarrowOverflow.At(
                    name, PlainText.Escape(named.Target.Name),
                    PlainText.Escape(route.Name), Shown.Names(before.Select(link => link.Target.Name).ToArray()), Shown.Count(takes));
                findings.Add(finding, route.Owner, named.Target.Owner);
            }
        }
    }

    private static int? Capacity(RouteView route, ChainLink link)
    {
        var (ofRoute, ofEntry) = (route.Route.Limits.OutputTokens, link.Entry.MaxOutputTokens);
        return link.Target.InputCapacity(ofRoute is null || ofEntry < ofRoute ? ofEntry ?? ofRoute : ofRoute);
    }
}

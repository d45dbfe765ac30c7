using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Entries;

/// <summary>
/// RG1008: an entry that nothing refers to. Shared models are there for others, too, and are never reported; nor are cost buckets,
/// which a call can name that no route does.
/// </summary>
internal static class UsageCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        var usedModels = Names(table.Targets.Select(t => t.Entry.Model));
        var usedProviders = Names(table.Targets.Select(t => t.Entry.Provider));
        var usedTargets = Names(table.Routes.SelectMany(r => r.Reach).Select(link => link.Target.Name));
        var usedBudgets = Names(table.Routes.SelectMany(r => r.Route.Budgets));
        foreach (var place in table.Reading.Places)
        {
            var (used, kind, user) = place.Section switch
            {
                EntrySection.Models => (usedModels, "model", "target"),
                EntrySection.Providers => (usedProviders, "provider", "target"),
                EntrySection.Targets => (usedTargets, "target", "route"),
                EntrySection.Budgets => (usedBudgets, "budget", "route"),
                _ => (null, "", ""),
            };
            if (used?.Contains(place.Name) == false && table.IsLocal(place))
            {
                findings.Add(Report(place.Property.Key, kind, user, place.Name), new Owner(place.Section, place.Name));
            }
        }
    }

    private static Problem Report(JsonString at, string kind, string user, string name) =>
        TableRules.Unused.At(at, user, kind, PlainText.Escape(name));

    private static HashSet<string> Names(IEnumerable<string> names) => new(names, StringComparer.Ordinal);
}

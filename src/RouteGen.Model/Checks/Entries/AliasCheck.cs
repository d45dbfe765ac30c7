using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Checks.Entries;

/// <summary>RG1025: an alias that lets nobody in who would not be let in without it.</summary>
internal static class AliasCheck
{
    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            if (route.Find("aliases")?.Value is not JsonArray list)
            {
                continue;
            }

            var aliases = list.Items.Cast<JsonString>().ToArray();
            for (var i = 0; i < aliases.Length; i++)
            {
                if (WhyIdle(table, route, aliases, i) is { } why)
                {
                    findings.Add(
                        TableRules.IdleAlias.At(aliases[i], PlainText.Escape(aliases[i].Value), PlainText.Escape(route.Name), why),
                        route.Owner);
                }
            }
        }
    }

    private static string? WhyIdle(TableView table, RouteView route, JsonString[] aliases, int index)
    {
        var alias = aliases[index].Value;
        if (alias == route.Name || alias == $"{table.Table.ClassName}/{route.Name}")
        {
            return "clients can send the route's own name anyway";
        }

        for (var i = 0; i < aliases.Length; i++)
        {
            var other = aliases[i].Value;

            // Of two that match the same names, the first one stays.
            if (i != index && NamePattern.Covers(other, alias) && (i < index || !NamePattern.Covers(alias, other)))
            {
                return other == alias ? "it is in the list already" : $"'{PlainText.Escape(other)}' matches all that it matches";
            }
        }

        return null;
    }
}

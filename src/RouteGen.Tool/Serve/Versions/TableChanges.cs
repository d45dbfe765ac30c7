using RouteGen.Tables;

namespace RouteGen.Tool.Serve.Versions;

/// <summary>Says in a line what is other between two versions of a table.</summary>
internal static class TableChanges
{
    private const int MostNames = 8;

    /// <summary>What is added, changed and removed, by name.</summary>
    public static string Describe(RouteTableFile before, RouteTableFile after)
    {
        var (a, b) = (before.Checked.Reading.Table, after.Checked.Reading.Table);
        string[] parts =
        [
            .. Compare("route", a.Routes, b.Routes, static r => r.Name),
            .. Compare("target", a.Targets, b.Targets, static t => t.Name),
            .. Compare("model", a.Models, b.Models, static m => m.Name),
            .. Compare("provider", a.Providers, b.Providers, static p => p.Name),
            .. Compare("budget", a.Budgets, b.Budgets, static x => x.Name),
        ];
        return parts.Length == 0 ? "nothing by name" : string.Join("; ", parts);
    }

    private static IEnumerable<string> Compare<T>(string kind, IEnumerable<T> before, IEnumerable<T> after, Func<T, string> name)
        where T : notnull
    {
        var (was, now) = (ByName(before, name), ByName(after, name));
        return Say("added", now.Keys.Except(was.Keys))
            .Concat(Say("changed", now.Where(n => was.TryGetValue(n.Key, out var old) && !old.Equals(n.Value)).Select(static n => n.Key)))
            .Concat(Say("removed", was.Keys.Except(now.Keys)));

        IEnumerable<string> Say(string verb, IEnumerable<string> names)
        {
            string[] all = [.. names.Order(StringComparer.Ordinal)];
            if (all.Length > 0)
            {
                var more = all.Length > MostNames ? $" and {all.Length - MostNames} more" : "";
                yield return $"{kind}{(all.Length == 1 ? "" : "s")} {verb}: {string.Join(", ", all.Take(MostNames))}{more}";
            }
        }
    }

    private static Dictionary<string, T> ByName<T>(IEnumerable<T> entries, Func<T, string> name)
    {
        var all = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            all[name(entry)] = entry;
        }

        return all;
    }
}

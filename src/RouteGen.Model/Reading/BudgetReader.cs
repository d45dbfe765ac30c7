using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Reading;

/// <summary>Reads an entry of <c>budgets</c>, and the budgets that a route names.</summary>
internal static class BudgetReader
{
    /// <param name="name">The entry's key.</param>
    /// <param name="identifier">The identifier made of it.</param>
    /// <param name="entry">The entry; null where it is not an object.</param>
    public static BudgetEntry Read(string name, string identifier, ObjectReader? entry)
    {
        if (entry is null)
        {
            return new BudgetEntry { Name = name, Identifier = identifier };
        }

        var per = entry.Word("per", Words.Scopes);
        var limit = entry.Object("limit", Shapes.BudgetLimit, "the limit of ");
        var (period, sliding) = ReadWindow(entry);
        CheckLimit(entry, limit);
        var silent = new BudgetEntry
        {
            Name = name,
            Identifier = identifier,
            Per = per ?? default,
            Tag = ReadTag(entry, per),
            Period = period,
            Sliding = sliding
        };
        var budget = BudgetFields.All.Read(silent, entry);
        return limit is null ? budget : BudgetFields.OfLimit.Read(budget, limit);
    }

    /// <summary>The budgets that a route names, each once.</summary>
    public static EquatableArray<string> Names(ObjectReader route, References budgets)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var names = new List<string>();
        foreach (var reference in route.ListOfTexts("budgets"))
        {
            if (!seen.Add(reference.Value))
            {
                route.Problems.Add(
                    FileRules.InvalidValue, reference, "budgets", "a list in which each budget appears once", "remove it here");
            }
            else if (budgets.Resolve(reference, route.Problems) is { } name)
            {
                names.Add(name);
            }
        }

        return names.ToEquatableArray();
    }

    private static string? ReadTag(ObjectReader entry, BudgetScope? per)
    {
        var tag = entry.NonBlank("tag");
        if (per == BudgetScope.Tag && entry["tag"] is null)
        {
            entry.ReportMissing("tag", entry.KeyOf("per"), "the name of the tag whose values it counts by, for example \"team\"");
        }
        else if (per is { } other && other != BudgetScope.Tag && entry["tag"] is not null)
        {
            entry.Problems.Add(FileRules.InvalidValue,
                entry.KeyOf("tag"), "tag", "omitted where 'per' is not \"tag\"", "remove it, or write \"per\": \"tag\"");
        }

        return tag;
    }

    private static (BudgetPeriod Period, TimeSpan Sliding) ReadWindow(ObjectReader entry)
    {
        if (entry["sliding"] is null && entry["calendar"] is null)
        {
            if (!entry.Has("sliding") && !entry.Has("calendar") && !entry.Means("sliding") && !entry.Means("calendar"))
            {
                entry.ReportMissing(
                    "calendar", entry.Owner, "\"hour\", \"day\", \"week\" or \"month\", or use 'sliding' instead, for example \"24h\"");
            }

            return default;
        }

        if (entry["sliding"] is not null && entry["calendar"] is not null)
        {
            entry.Problems.Add(
                FileRules.InvalidValue, entry.KeyOf("sliding"), "sliding", "omitted where 'calendar' is stated", "keep one of the two");
        }

        var period = entry.Word("calendar", Words.Periods);
        var sliding = entry.WindowLength("sliding");
        return period is { } calendar ? (calendar, TimeSpan.Zero) : (BudgetPeriod.Sliding, sliding ?? TimeSpan.Zero);
    }

    private static void CheckLimit(ObjectReader entry, ObjectReader? limit)
    {
        if (limit is { IsEmpty: true })
        {
            entry.Refuse("limit", limit.Node);
        }
    }
}

using System.Globalization;
using System.Text.Json;
using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Diff.Costs;

namespace RouteGen.Tool.Diff.Writing;

/// <summary>What past calls cost by two tables.</summary>
internal static class SpendText
{
    /// <summary>In plain lines, an empty one first.</summary>
    public static IEnumerable<string> Lines(SpendEffect spend)
    {
        var sum = spend.Total;
        yield return "";
        yield return Heading(spend);
        if (sum.Lines + sum.NotRepriced == 0)
        {
            yield return "  no lines of this table";
            yield break;
        }

        yield return $"  all  {DiffText.Change(sum.BeforeUsd, sum.AfterUsd)}, {Count(sum)}";
        var width = spend.Routes.Select(static r => Show.Name(r.Key).Length).DefaultIfEmpty().Max();
        foreach (var (route, of) in spend.Routes.Where(static r => r.Value.BeforeUsd != r.Value.AfterUsd || r.Value.NotRepriced > 0))
        {
            yield return $"  {Show.Name(route).PadRight(width)}  {DiffText.Change(of.BeforeUsd, of.AfterUsd)}, {Count(of)}";
        }
    }

    /// <summary>Which calls.</summary>
    public static string Heading(SpendEffect spend) =>
        $"calls from {Day(spend.From)} until {Day(spend.To)} ({Show.Name(spend.Store)}), at the prices of both tables";

    /// <summary>How many lines were repriced, and how.</summary>
    public static string Count(SpendSum sum)
    {
        string?[] parts =
        [
            $"{Show.Count(sum.Exact)} lines exactly",
            sum.Moved == 0 ? null : $"{Show.Count(sum.Moved)} by the tokens of another target",
            .. Enum.GetValues<SpendGap>().Where(sum.Gaps.ContainsKey)
                .Select(gap => $"{Show.Count(sum.Gaps[gap])} not ({Why(gap)})"),
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    /// <summary>For programs, exact.</summary>
    public static void Write(Utf8JsonWriter json, SpendEffect spend)
    {
        json.WriteStartObject("spend");
        json.WriteString("store", spend.Store);
        json.WriteString("from", Day(spend.From));
        json.WriteString("to", Day(spend.To));
        json.WritePropertyName("total");
        Write(json, null, spend.Total);
        json.WriteStartArray("routes");
        foreach (var (route, sum) in spend.Routes)
        {
            Write(json, route, sum);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string? route, SpendSum sum)
    {
        json.WriteStartObject();
        if (route is not null)
        {
            json.WriteString("route", route);
        }

        json.WriteNumber("lines", sum.Lines);
        json.WriteNumber("exact", sum.Exact);
        json.WriteNumber("moved", sum.Moved);
        json.WriteNumber("notRepriced", sum.NotRepriced);
        json.WritePropertyName("beforeUsd");
        json.WriteRawValue(Show.Number(sum.BeforeUsd));
        json.WritePropertyName("afterUsd");
        json.WriteRawValue(Show.Number(sum.AfterUsd));
        json.WriteEndObject();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Why(SpendGap gap) => gap switch
    {
        SpendGap.UsageUnknown => "usage unknown",
        SpendGap.TargetUnknown => "target unknown",
        SpendGap.PriceUnknown => "price unknown",
        _ => "route gone",
    };
}

using System.Globalization;
using System.Text.Json;
using RouteGen.Spend;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending.Closing;

/// <summary>A month as it was closed: a file of JSON that later runs are held to.</summary>
/// <param name="Month">Such as <c>2026-11</c>.</param>
/// <param name="TimeZone">Whose month.</param>
/// <param name="Store">The store, seen from the file's folder.</param>
/// <param name="ClosedAt">When.</param>
/// <param name="Hash">The hash of its lines.</param>
/// <param name="Lines">The digest of each line.</param>
/// <param name="Groups">What each sum was, by its name: calls, attempts and USD.</param>
internal sealed record ClosingFile(
    string Month, string TimeZone, string Store, DateTimeOffset ClosedAt, string Hash,
    IReadOnlyDictionary<string, string> Lines, IReadOnlyDictionary<string, ClosedSum> Groups)
{
    private const string Kind = "routegen.closing";
    private const string TotalName = "total";

    /// <summary>Writes a month.</summary>
    public static string Write(MonthState state, TimeRange range, string store, DateTimeOffset closedAt) => ResultOutput.Json(json =>
    {
        json.WriteStartObject();
        json.WriteString("kind", Kind);
        json.WriteNumber("version", CanonicalLine.Version);
        json.WriteString("month", range.Month);
        json.WriteString("timeZone", range.Zone.Id);
        json.WriteString("from", SpendText.Format(range.From));
        json.WriteString("to", SpendText.Format(range.To));
        json.WriteString("closedAt", SpendText.Format(closedAt));
        json.WriteString("store", store);
        json.WriteString("hash", state.Hash);
        json.WriteStartObject(TotalName);
        json.WriteNumber("lines", state.Lines.Count);
        SpendJson.Write(json, state.Total);
        json.WriteEndObject();
        json.WriteStartArray("sums");
        foreach (var group in state.Groups)
        {
            json.WriteStartObject();
            json.WriteString("by", group.By);
            json.WriteStartArray("of");
            foreach (var value in group.Values)
            {
                json.WriteStringValue(value);
            }

            json.WriteEndArray();
            SpendJson.Write(json, group.Totals);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("lines");
        foreach (var (name, digest) in state.Lines)
        {
            json.WriteString(name, digest);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    });

    /// <summary>The sums of a month by name, as a file has them.</summary>
    public static IReadOnlyDictionary<string, ClosedSum> SumsOf(MonthState state) => state.Groups
        .Select(static group => (group.Name, group.Totals)).Append((Name: TotalName, Totals: state.Total))
        .ToDictionary(
            static sum => sum.Name,
            static sum => new ClosedSum(sum.Totals.Calls, sum.Totals.Attempts, sum.Totals.CostUsd), StringComparer.Ordinal);

    /// <summary>Reads a file.</summary>
    /// <exception cref="ToolFailure">It is none.</exception>
    public static ClosingFile Read(string path, string text)
    {
        try
        {
            using var parsed = JsonDocument.Parse(text);
            var root = parsed.RootElement;
            if (root.GetProperty("kind").GetString() != Kind)
            {
                throw new ToolFailure($"'{path}' is not a closing: routegen spend FILE --close 2026-11 writes one.");
            }

            if (root.GetProperty("version").GetInt32() != CanonicalLine.Version)
            {
                throw new ToolFailure($"A newer routegen has written '{path}'. Update it: dotnet tool update RouteGen.Tool");
            }

            var sums = root.GetProperty("sums").EnumerateArray().ToDictionary(
                static sum => new MonthGroup(
                    sum.GetProperty("by").GetString()!, [.. sum.GetProperty("of").EnumerateArray().Select(static v => v.GetString())],
                    SpendTotals.None).Name,
                SumOf, StringComparer.Ordinal);
            sums[TotalName] = SumOf(root.GetProperty(TotalName));
            return new(
                root.GetProperty("month").GetString()!, root.GetProperty("timeZone").GetString()!, root.GetProperty("store").GetString()!,
                DateTimeOffset.Parse(root.GetProperty("closedAt").GetString()!, CultureInfo.InvariantCulture),
                root.GetProperty("hash").GetString()!,
                root.GetProperty("lines").EnumerateObject().ToDictionary(
                    static line => line.Name, static line => line.Value.GetString()!, StringComparer.Ordinal),
                sums);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
            or ArgumentException)
        {
            throw new ToolFailure($"'{path}' is not a whole closing: {e.Message} Take it from a backup, or close the month again.", e);
        }
    }

    private static ClosedSum SumOf(JsonElement sum) => new(
        sum.GetProperty("calls").GetInt64(), sum.GetProperty("attempts").GetInt64(), sum.GetProperty("costUsd").GetDecimal());
}

/// <summary>What a sum of a closed month was.</summary>
internal readonly record struct ClosedSum(long Calls, long Attempts, decimal Usd);

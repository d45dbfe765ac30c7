using System.Text.Json;
using RouteGen.Costs;

namespace RouteGen.Spend;

/// <summary>A line as a row of CSV.</summary>
internal static class SpendLineCsv
{
    private static readonly string[] Names =
    [
        "callId", "attempt", "startedAt", "table", "route", "outcome",
            "user", "agent", "tenant", "operation", "key", "tags", "bucket", "target", "provider", "model", "fault", "costUsd",
            "costSource",
    ];

    public static string Header(CsvRow row)
    {
        foreach (var name in Names)
        {
            row.Text(name);
        }

        foreach ((var name, _) in SpendColumns.Usage)
        {
            row.Text(name);
        }

        row.Text("estimatedInputTokens").Text("estimatedOutputTokens");
        foreach (var (name, _) in SpendColumns.Origins)
        {
            row.Text(name);
        }

        return row.Text("creditUsd").End();
    }

    public static string Row(CsvRow row, SpendLine line)
    {
        row.Text(line.CallId).Number(line.Attempt).Time(line.StartedAt).Text(line.Table).Text(line.Route).Text(Camel(line.Outcome))
            .Text(line.Caller.User).Text(line.Caller.Agent).Text(line.Caller.Tenant).Text(line.Caller.OperationId)
            .Text(line.Caller.Key).Text(Tags(line.Caller)).Text(line.CostBucket).Text(line.Target).Text(line.Provider).Text(line.Model)
            .Text(line.Fault == Fault.None ? null : Camel(line.Fault))
            .Number(line.CostUsd).Text(Camel(line.CostSource));
        foreach ((_, var of) in SpendColumns.Usage)
        {
            row.Number(line.Usage is { } usage ? of(usage) : null);
        }

        row.Number(line.EstimatedUsage?.Input).Number(line.EstimatedUsage?.Output);
        foreach (var (_, of) in SpendColumns.Origins)
        {
            row.Text(of(line));
        }

        return row.Number(line.CreditUsd).End();
    }

    public static string Camel<TEnum>(TEnum value)
        where TEnum : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static string? Tags(RouteCaller caller) =>
        caller.Tags is { Count: > 0 } tags
            ? string.Join(';', tags.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => $"{t.Key}={t.Value}"))
            : null;
}

using System.Text.Json;
using RouteGen.Costs;

namespace RouteGen.Spend;

/// <summary>Spend as JSON, without reflection.</summary>
internal static class SpendJson
{
    /// <summary>The numbers of a group, as properties of the object that has been begun.</summary>
    public static void Write(Utf8JsonWriter writer, SpendTotals totals)
    {
        foreach (var (name, of) in SpendColumns.Totals)
        {
            WriteNumber(writer, name, of(totals));
        }
    }

    /// <summary>A line as an object.</summary>
    public static void Write(Utf8JsonWriter writer, SpendLine line)
    {
        writer.WriteStartObject();
        writer.WriteString("callId", line.CallId);
        writer.WriteNumber("attempt", line.Attempt);
        writer.WriteString("startedAt", SpendText.Format(line.StartedAt));
        writer.WriteString("table", line.Table);
        writer.WriteString("route", line.Route);
        writer.WriteString("outcome", SpendLineCsv.Camel(line.Outcome));
        writer.WriteString("user", line.Caller.User);
        writer.WriteString("agent", line.Caller.Agent);
        writer.WriteString("tenant", line.Caller.Tenant);
        writer.WriteString("operation", line.Caller.OperationId);
        writer.WriteString("key", line.Caller.Key);
        writer.WriteStartObject("tags");
        foreach (var (name, value) in (line.Caller.Tags ?? new Dictionary<string, string>()).OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            writer.WriteString(name, value);
        }

        writer.WriteEndObject();
        writer.WriteString("bucket", line.CostBucket);
        writer.WriteString("target", line.Target);
        writer.WriteString("provider", line.Provider);
        writer.WriteString("model", line.Model);
        writer.WriteString("fault", line.Fault == Fault.None ? null : SpendLineCsv.Camel(line.Fault));
        WriteNumber(writer, "costUsd", line.CostUsd);
        writer.WriteString("costSource", SpendLineCsv.Camel(line.CostSource));
        foreach (var (name, of) in SpendColumns.Usage)
        {
            WriteNumber(writer, name, line.Usage is { } usage ? of(usage) : null);
        }

        WriteNumber(writer, "estimatedInputTokens", line.EstimatedUsage?.Input);
        WriteNumber(writer, "estimatedOutputTokens", line.EstimatedUsage?.Output);
        foreach (var (name, of) in SpendColumns.Origins)
        {
            writer.WriteString(name, of(line));
        }

        WriteNumber(writer, "creditUsd", line.CreditUsd);
        if (line.OtherModels.Count > 0)
        {
            writer.WriteStartArray("otherModels");
            foreach (var other in line.OtherModels)
            {
                Write(writer, other);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    /// <summary>What another model did, as an object with the counts that there are.</summary>
    private static void Write(Utf8JsonWriter writer, ModelUsage other)
    {
        writer.WriteStartObject();
        writer.WriteString("model", other.Model);
        foreach (var (name, of) in SpendColumns.Usage)
        {
            if (of(other.Usage) is var count and not 0)
            {
                writer.WriteNumber(name, count);
            }
        }

        writer.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter writer, string name, decimal? value)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(value is { } number ? SpendText.Format(number) : "null", skipInputValidation: true);
    }
}

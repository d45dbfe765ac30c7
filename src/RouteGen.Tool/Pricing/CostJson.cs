using System.Globalization;
using System.Text.Json;

namespace RouteGen.Tool.Pricing;

/// <summary>Costs for programs: exact, and null where they are unknown.</summary>
internal static class CostJson
{
    public static void Write(Utf8JsonWriter json, CostReport report)
    {
        json.WriteStartObject();
        json.WriteString("table", report.Table);
        json.WriteString("pricesOf", report.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteStartObject("source");
        json.WriteString("kind", report.Origin.Kind);
        foreach (var (name, value) in report.Origin.Details)
        {
            json.WriteNumber(name, value);
        }

        json.WriteEndObject();
        if (report.Fees is { } fees)
        {
            json.WriteNumber("markup", fees.Markup);
            WriteNumber(json, "fixedUsd", fees.FixedUsd);
        }

        json.WriteStartArray("sections");
        foreach (var section in report.Sections)
        {
            Write(json, section, report.Fees);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, CostSection section, GatewayFees? fees)
    {
        json.WriteStartObject();
        json.WriteString("route", section.Route);
        WriteNumber(json, "callsPerMonth", section.Calls);
        if (section.Paid is { } paid)
        {
            json.WriteStartObject("paid");
            json.WriteNumber("usd", paid.Usd);
            json.WriteNumber("unknownAttempts", paid.Unknown);
            json.WriteNumber("attempts", paid.Attempts);
            json.WriteNumber("failedAttempts", paid.Failed);
            json.WriteNumber("unservedCalls", paid.Unserved);
            WriteNumber(json, "repricedUsd", paid.RepricedUsd);
            json.WriteEndObject();
        }

        Write(json, "targets", section.Targets, fees);
        Write(json, "routes", section.Routes, fees);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<CostRow> rows, GatewayFees? fees)
    {
        json.WriteStartArray(name);
        foreach (var row in rows)
        {
            json.WriteStartObject();
            json.WriteString("name", row.Name);
            if (name == "targets")
            {
                json.WriteString("provider", row.Provider);
                json.WriteString("model", row.Model);
            }
            else
            {
                json.WriteString("serves", row.Serves);
            }

            json.WriteBoolean("fits", row.Fits);
            json.WriteBoolean("cheapest", row.IsCheapest);
            WriteNumber(json, "usdPerCall", row.PerCall);
            WriteNumber(json, "usdPer1000", row.PerThousand);
            WriteNumber(json, "usdPerMonth", row.PerMonth);
            WriteNumber(json, "worstUsdPerCall", row.WorstPerCall);
            if (fees is not null)
            {
                WriteNumber(json, "usdPerCallWithMarkup", row.PerCall * (1m + fees.Markup));
                WriteNumber(json, "breakEvenCallsPerMonth", fees.BreakEven(row.PerCall));
            }

            json.WriteStartArray("notes");
            foreach (var note in row.Notes)
            {
                json.WriteStringValue(note);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}

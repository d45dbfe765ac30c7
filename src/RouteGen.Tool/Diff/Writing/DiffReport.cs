using System.Text.Json;
using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Findings;

namespace RouteGen.Tool.Diff.Writing;

/// <summary>A comparison as findings, for JSON, GitHub and SARIF.</summary>
internal static class DiffReport
{
    public static FindingReport Create(DiffResult result) => new("diff", [.. result.Diff.Changes.Select(FindingOf)])
    {
        Subjects = [new(result.File.Path, result.Diff.Table)],
        Clean = $"{result.Base} → {result.Head}: no changes.",
        MarkdownTag = DiffResult.TagOf(result.Diff.Table),
        Texts = result.File.Checked.Models.Prepend(result.File.Checked.Text)
            .DistinctBy(static f => f.Path).ToDictionary(static f => f.Path, static f => f.Text, StringComparer.Ordinal),
        Sections = [new("diff") { Json = json => Write(json, result), Markdown = DiffMarkdown.Tables(result) is { Length: > 0 } tables
            ? tables : null }],
    };

    private static Finding FindingOf(TableChange change) => new(change.Kind.Id, change.Kind.Level, change.Kind.Title, change.Message)
    {
        Place = change.Place,
        Subject = Show.Name(change.Subject),
        Details =
        [
            .. Detail("property", change.Property.Length == 0 ? null : change.Property),
            .. Detail("before", change.Before), .. Detail("after", change.After), .. change.Details,
        ],
    };

    private static KeyValuePair<string, string>[] Detail(string name, string? value) => value is null ? [] : [new(name, value)];

    private static void Write(Utf8JsonWriter json, DiffResult result)
    {
        var diff = result.Diff;
        json.WriteStartObject();
        json.WriteString("table", diff.Table);
        Side(json, "base", result.Base, diff.HashBefore);
        Side(json, "head", result.Head, diff.HashAfter);
        json.WriteStartObject("typical");
        json.WriteNumber("input", result.Options.Typical.Input);
        json.WriteNumber("output", result.Options.Typical.Output);
        json.WriteEndObject();
        json.WriteStartArray("routes");
        foreach (var route in diff.Routes)
        {
            json.WriteStartObject();
            json.WriteString("name", route.Name);
            json.WriteBoolean("changed", route.IsChanged);
            State(json, "before", route.Before);
            State(json, "after", route.After);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (result.Spend is { } spend)
        {
            SpendText.Write(json, spend);
        }

        json.WriteEndObject();
    }

    private static void Side(Utf8JsonWriter json, string name, string label, string hash)
    {
        json.WriteStartObject(name);
        json.WriteString("label", label);
        json.WriteString("hash", hash);
        json.WriteEndObject();
    }

    private static void State(Utf8JsonWriter json, string name, RouteState? state)
    {
        if (state is null)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartObject(name);
        json.WriteString("name", state.Name);
        json.WriteString("chain", state.Chain);
        json.WriteString("strategy", state.Strategy.ToString().ToLowerInvariant());
        Usd(json, "worstUsd", state.WorstUsd);
        json.WriteNumber("worstSeconds", (decimal)state.WorstTime.Ticks / TimeSpan.TicksPerSecond);
        json.WriteNumber("worstAttempts", state.WorstAttempts);
        Usd(json, "typicalUsd", state.TypicalUsd);
        json.WriteEndObject();
    }

    private static void Usd(Utf8JsonWriter json, string name, decimal? usd)
    {
        if (usd is { } known)
        {
            // Without the zeros that a product of decimals has at its end.
            json.WritePropertyName(name);
            json.WriteRawValue(Show.Number(known));
        }
        else
        {
            json.WriteNull(name);
        }
    }
}

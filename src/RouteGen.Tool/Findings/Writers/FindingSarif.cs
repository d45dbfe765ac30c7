using System.Text.Json;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Findings.Writers;

/// <summary>A report as SARIF 2.1.0, which code scanning takes.</summary>
internal static class FindingSarif
{
    private const string Root = "%SRCROOT%";

    public static string Write(ToolHost host, FindingReport report)
    {
        var root = SourceRoot.Find(host);
        var rules = report.Findings.DistinctBy(static f => f.Id).OrderBy(static f => f.Id, StringComparer.Ordinal).ToArray();
        return JsonLines.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
            json.WriteString("version", "2.1.0");
            json.WriteStartArray("runs");
            json.WriteStartObject();
            WriteTool(json, report, rules);
            json.WriteString("columnKind", "utf16CodeUnits");
            json.WriteStartObject("originalUriBaseIds");
            json.WriteStartObject(Root);
            WriteText(json, "description", "The root of the sources.");
            json.WriteEndObject();
            json.WriteEndObject();

            // Verbs are analyses of their own: a later run of one of them must not close what another found.
            json.WriteStartObject("automationDetails");
            json.WriteString("id", $"routegen/{report.Verb}/");
            json.WriteEndObject();
            json.WriteStartArray("results");
            var prints = new FingerprintCounter();
            foreach (var finding in report.Findings)
            {
                WriteResult(json, root, report, finding, Array.FindIndex(rules, r => r.Id == finding.Id), prints);
            }

            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void WriteTool(Utf8JsonWriter json, FindingReport report, IReadOnlyList<Finding> rules)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "routegen");
        json.WriteString("semanticVersion", typeof(FindingSarif).Assembly.GetName().Version!.ToString(3));
        json.WriteStartArray("rules");
        foreach (var rule in rules)
        {
            var page = RulePages.Text(rule.Id);
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            WriteText(json, "shortDescription", rule.Title);
            WriteText(json, "fullDescription", page is null ? rule.Title : RulePages.Section(page, "Cause") ?? rule.Title);
            if (RulePages.Address(rule.Id) is { } address)
            {
                json.WriteString("helpUri", address);
            }

            if (page is not null)
            {
                json.WriteStartObject("help");
                json.WriteString("text", page);
                json.WriteString("markdown", page);
                json.WriteEndObject();
            }

            json.WriteStartObject("defaultConfiguration");
            json.WriteString("level", FindingLevels.Word(report.Findings.Where(f => f.Id == rule.Id).Max(static f => f.Level)));
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteResult(
        Utf8JsonWriter json, SourceRoot root, FindingReport report, Finding finding, int rule, FingerprintCounter prints)
    {
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Id);
        json.WriteNumber("ruleIndex", rule);
        json.WriteString("level", FindingLevels.Word(finding.Level));
        WriteText(json, "message", finding.Message);

        // Code scanning takes no result without a place: of what is in no file the table is the place.
        if ((finding.Place?.Path ?? report.Subjects.FirstOrDefault()?.Path) is { } path)
        {
            json.WriteStartArray("locations");
            json.WriteStartObject();
            json.WriteStartObject("physicalLocation");
            json.WriteStartObject("artifactLocation");
            var (uri, isRelative) = root.Uri(path);
            json.WriteString("uri", uri);
            if (isRelative)
            {
                json.WriteString("uriBaseId", Root);
            }

            json.WriteEndObject();
            if (finding.Place is { } place)
            {
                json.WriteStartObject("region");
                json.WriteNumber("startLine", place.Line);
                json.WriteNumber("startColumn", place.Column);
                json.WriteNumber("endLine", place.EndLine);
                json.WriteNumber("endColumn", place.EndColumn);
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("partialFingerprints");
            json.WriteString("routegenFinding/v1", prints.Next(finding, uri, SourceLines.Get(report, finding.Place)));
            json.WriteEndObject();
        }

        if (finding.Subject is not null || finding.Details.Count > 0)
        {
            json.WriteStartObject("properties");
            if (finding.Subject is not null)
            {
                json.WriteString("subject", finding.Subject);
            }

            foreach (var (name, value) in finding.Details.Where(static d => d.Key != "subject"))
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }
}

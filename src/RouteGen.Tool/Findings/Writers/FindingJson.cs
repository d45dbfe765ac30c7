using System.Text;
using System.Text.Json;

namespace RouteGen.Tool.Findings.Writers;

/// <summary>A report as findings.schema.json describes it.</summary>
internal static class FindingJson
{
    /// <summary>The version of the form: members may be added without a new one, but none goes or changes meaning.</summary>
    private const int Version = 1;

    public static string Write(FindingReport report) => JsonLines.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version", Version);
        json.WriteString("verb", report.Verb);
        json.WriteStartArray("files");
        foreach (var subject in report.Subjects)
        {
            json.WriteStartObject();
            json.WriteString("path", subject.Path);
            if (subject.Table is not null)
            {
                json.WriteString("table", subject.Table);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("summary");
        json.WriteNumber("errors", report.Count(FindingLevel.Error));
        json.WriteNumber("warnings", report.Count(FindingLevel.Warning));
        json.WriteNumber("notes", report.Count(FindingLevel.Note));
        json.WriteEndObject();
        json.WriteStartArray("findings");
        foreach (var finding in report.Findings)
        {
            WriteFinding(json, finding);
        }

        json.WriteEndArray();
        if (report.Sections.Any(static s => s.Json is not null))
        {
            json.WriteStartObject("sections");
            foreach (var section in report.Sections.Where(static s => s.Json is not null))
            {
                json.WritePropertyName(section.Name);
                section.Json!(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    });

    private static void WriteFinding(Utf8JsonWriter json, Finding finding)
    {
        json.WriteStartObject();
        json.WriteString("id", finding.Id);
        json.WriteString("level", FindingLevels.Word(finding.Level));
        json.WriteString("title", finding.Title);
        json.WriteString("message", finding.Message);
        if (finding.Subject is not null)
        {
            json.WriteString("subject", finding.Subject);
        }

        if (finding.Place is { } place)
        {
            json.WriteStartObject("place");
            json.WriteString("path", place.Path);
            json.WriteNumber("line", place.Line);
            json.WriteNumber("column", place.Column);
            json.WriteNumber("endLine", place.EndLine);
            json.WriteNumber("endColumn", place.EndColumn);
            json.WriteEndObject();
        }

        if (finding.Details.Count > 0)
        {
            json.WriteStartObject("details");
            foreach (var (name, value) in finding.Details)
            {
                json.WriteString(name, value);
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}

/// <summary>JSON with a member on each line, the same bytes on every machine.</summary>
internal static class JsonLines
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}

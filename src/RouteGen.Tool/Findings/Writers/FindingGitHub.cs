using System.Globalization;
using System.Text;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Findings.Writers;

/// <summary>
/// Commands of a GitHub workflow, which annotate the lines of a pull request. GitHub shows ten of each level a step, so the worst come
/// first and the step's summary has them all.
/// </summary>
internal static class FindingGitHub
{
    public static void Write(ToolHost host, StringBuilder text, FindingReport report)
    {
        var root = SourceRoot.Find(host);
        foreach (var finding in report.WorstFirst)
        {
            text.Append("::").Append(Command(finding.Level)).Append(' ');
            if (finding.Place is { } place)
            {
                Append(text, "file", root.Relative(place.Path));
                Append(text, "line", Number(place.Line));
                Append(text, "endLine", Number(place.EndLine));

                // A range over several lines must not say columns: the runner drops the annotation's place where it does.
                if (place.Line == place.EndLine)
                {
                    Append(text, "col", Number(place.Column));
                    Append(text, "endColumn", Number(place.EndColumn));
                }
            }

            text.Append("title=").Append(Property($"{finding.Id}: {finding.Title}"));
            text.Append("::").Append(Data(finding.Message)).Append('\n');
        }

        text.Append(report.Summary).Append('\n');
    }

    private static void Append(StringBuilder text, string name, string value) =>
        text.Append(name).Append('=').Append(Property(value)).Append(',');

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Command(FindingLevel level) => level == FindingLevel.Note ? "notice" : FindingLevels.Word(level);

    private static string Data(string text) => Visible.OneLine(text
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("\r", "%0D", StringComparison.Ordinal)
        .Replace("\n", "%0A", StringComparison.Ordinal));

    private static string Property(string text) => Data(text)
        .Replace(":", "%3A", StringComparison.Ordinal)
        .Replace(",", "%2C", StringComparison.Ordinal);
}

using System.Globalization;
using System.Text;

namespace RouteGen.Tool.Findings.Writers;

/// <summary>
/// Findings a line each, as compilers write them: editors and build servers know <c>file(line,column): level id: message</c>.
/// </summary>
internal static class FindingText
{
    public static void Write(StringBuilder text, FindingReport report)
    {
        foreach (var finding in ByFile(report).SelectMany(static file => file))
        {
            text.Append(Place(finding)).Append(CultureInfo.InvariantCulture, $"{FindingLevels.Word(finding.Level)} {finding.Id}: ")
                .Append(Visible.OneLine(finding.Message)).Append('\n');
        }

        foreach (var section in report.Sections.Where(static s => s.Text is not null))
        {
            text.Append('\n').Append(section.Text!.TrimEnd()).Append('\n');
        }

        text.Append(report.Summary).Append('\n');
    }

    /// <summary>The findings by file, in the order in which files come up; those of no file come last.</summary>
    public static IEnumerable<IGrouping<string, Finding>> ByFile(FindingReport report) => report.Findings
        .GroupBy(static f => f.Place?.Path ?? "", StringComparer.Ordinal)
        .OrderBy(static file => file.Key.Length == 0);

    /// <summary>Such as <c>routes.json(3,5): </c>; nothing where a finding is in no file.</summary>
    public static string Place(Finding finding) => finding.Place is { } place
        ? string.Create(CultureInfo.InvariantCulture, $"{Visible.OneLine(place.Path)}({place.Line},{place.Column}): ")
        : "";
}

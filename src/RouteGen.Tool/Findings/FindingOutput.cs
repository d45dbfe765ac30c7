using System.Text;
using RouteGen.Tool.Findings.Writers;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Findings;

/// <summary>Writes a report in the format that was asked for.</summary>
internal static class FindingOutput
{
    /// <summary>The formats that every report has; the first is the usual one.</summary>
    public static readonly OutputFormat[] Formats =
        [OutputFormat.Text, OutputFormat.Json, OutputFormat.Markdown, OutputFormat.GitHub, OutputFormat.Sarif];

    /// <summary>Writes a report.</summary>
    /// <param name="host">The host.</param>
    /// <param name="format">How.</param>
    /// <param name="report">What.</param>
    /// <param name="file">The file to write it to, as the command line wrote it; null for standard output.</param>
    public static void Write(ToolHost host, OutputFormat format, FindingReport report, string? file = null)
    {
        if (format == OutputFormat.Text && file is null && !host.IsOutputRedirected)
        {
            FindingScreen.Write(host.Screen, report);
            return;
        }

        var text = Format(host, format, report);
        if (file is null)
        {
            host.Out.Write(text);
        }
        else
        {
            WholeFile.Write(host.FullPath(file), text);
        }

        if (format == OutputFormat.GitHub)
        {
            StepSummary.Append(host, report);
        }
    }

    private static string Format(ToolHost host, OutputFormat format, FindingReport report)
    {
        var text = new StringBuilder();
        switch (format)
        {
            case OutputFormat.Json:
                text.Append(FindingJson.Write(report)).Append('\n');
                break;
            case OutputFormat.Sarif:
                text.Append(FindingSarif.Write(host, report)).Append('\n');
                break;
            case OutputFormat.Markdown:
                FindingMarkdown.Write(text, report);
                break;
            case OutputFormat.GitHub:
                FindingGitHub.Write(host, text, report);
                break;
            default:
                FindingText.Write(text, report);
                break;
        }

        return text.ToString();
    }
}

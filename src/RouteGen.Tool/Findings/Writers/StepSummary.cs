using System.Text;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Findings.Writers;

/// <summary>
/// The summary of a workflow's step: GitHub names a file in <c>GITHUB_STEP_SUMMARY</c>, to which a step appends Markdown.
/// </summary>
internal static class StepSummary
{
    /// <summary>GitHub refuses a summary of more than 1 MiB as a whole.</summary>
    private const int MostBytes = 1_000_000;

    public static void Append(ToolHost host, FindingReport report)
    {
        if (host.Variable("GITHUB_STEP_SUMMARY") is not { Length: > 0 } path)
        {
            return;
        }

        var text = new StringBuilder();
        FindingMarkdown.Write(text, report);
        try
        {
            var file = host.FullPath(path);
            var room = MostBytes - (File.Exists(file) ? new FileInfo(file).Length : 0);
            File.AppendAllText(file, Cut(text.Append('\n').ToString(), room));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // How a program ends does not depend on the format.
            host.Error.WriteLine($"routegen: The step's summary could not be written: {e.Message}");
        }
    }

    private static string Cut(string text, long room)
    {
        const string More = "\nMore did not fit into the summary; the log of the step has it all.\n";
        if (Encoding.UTF8.GetByteCount(text) <= room)
        {
            return text;
        }

        var kept = new StringBuilder();
        var bytes = (long)More.Length;
        foreach (var line in text.Split('\n'))
        {
            bytes += Encoding.UTF8.GetByteCount(line) + 1;
            if (bytes > room)
            {
                break;
            }

            kept.Append(line).Append('\n');
        }

        return room < More.Length ? "" : kept.Append(More).ToString();
    }
}

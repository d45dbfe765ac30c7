using RouteGen.Tool.Diff.Writing;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Diff;

/// <summary>How a comparison is written, and how the program ends.</summary>
/// <param name="Format">The form.</param>
/// <param name="FailOn">From which level on changes are findings.</param>
/// <param name="IsDetailed">Whether changes end with a code of their own.</param>
/// <param name="File">The file to write to; null for standard output.</param>
internal sealed record DiffOutput(OutputFormat Format, FailOn FailOn, bool IsDetailed, string? File)
{
    public void Write(ToolHost host, DiffResult result)
    {
        switch (Format)
        {
            case OutputFormat.Text when File is null && !host.IsOutputRedirected:
                DiffText.Write(host.Screen, result);
                break;
            case OutputFormat.Text:
                Put(host, DiffText.Plain(result));
                break;
            case OutputFormat.Markdown:
                Put(host, DiffMarkdown.Write(result));
                break;
            default:
                FindingOutput.Write(host, Format, DiffReport.Create(result), File);
                break;
        }
    }

    private void Put(ToolHost host, string text)
    {
        if (File is null)
        {
            host.Out.Write(text);
        }
        else
        {
            WholeFile.Write(host.FullPath(File), text);
        }
    }
}

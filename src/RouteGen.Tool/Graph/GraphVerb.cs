using System.CommandLine;
using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Graph;

/// <summary>The verb <c>graph</c>.</summary>
internal static class GraphVerb
{
    public static Command Create(ToolHost host)
    {
        var table = TableArgument.Create();
        var routes = RouteOption.Create();
        var without = new Option<string[]>("--without", "-w")
        {
            Description = "What is down: a provider, or region:eu, key:OPENAI_API_KEY, model:gpt-5, target:mini. Several are down "
                + "together.",
            HelpName = "what",
        };
        var outages = new Option<bool>("--outages")
        {
            Description = "Lists what the outage of each provider, credential and region takes out, the worst first.",
        };
        var day = DayOption.CreateForPrices();
        var format = FormatOption.Create(
            OutputFormat.Text, OutputFormat.Mermaid, OutputFormat.Svg, OutputFormat.Json, OutputFormat.Markdown);
        var output = ResultOutput.CreateOption();
        var verb = new Verb("graph", "Draws the chains of a table, and what an outage takes out.")
            {
                table, routes, without, outages, day, format, output,
            }
            .Example("routegen graph", "every route with its targets in order")
            .Example("routegen graph --without openai", "what an outage of a provider takes out")
            .Example("routegen graph --outages", "the single points of failure, the worst first")
            .Example("routegen graph --format mermaid", "a diagram for a page on GitHub")
            .Example("routegen graph -o chains.svg", "a picture, for light and dark");
        verb.SetAction(result =>
        {
            var file = TableArgument.LoadUsable(host, result.GetRequiredValue(table));
            var view = new TableView(file.Checked.Reading);
            var chosen = RouteOption.Choose(view, result.GetValue(routes));
            var path = result.GetValue(output);
            var written = FormatOf(result.GetRequiredValue(format), result.GetResult(format)?.Implicit != false, path);
            var at = DayOption.Start(host, result.GetValue(day));
            OutagePart[] parts = [.. (result.GetValue(without) ?? []).Select(text => OutageWords.Read(view, text)).Distinct()];
            if (result.GetValue(outages))
            {
                if (parts.Length > 0)
                {
                    throw new UsageException("--outages looks at every outage by itself, and --without at one: use one of them.");
                }

                OutageList.Write(host, path, written, file, view, chosen);
                return ExitCode.Ok;
            }

            var outage = parts.Length > 0 ? new Outage(view, parts) : null;
            Write(host, path, written, new GraphView(file, view, chosen, outage, at));
            return ExitCode.Ok;
        });
        return verb;
    }

    private static void Write(ToolHost host, string? path, OutputFormat format, GraphView graph)
    {
        switch (format)
        {
            case OutputFormat.Mermaid:
                ResultOutput.Write(host, path, ChainMermaid.Write(graph));
                break;
            case OutputFormat.Svg:
                ResultOutput.Write(host, path, ChainSvg.Write(graph));
                break;
            case OutputFormat.Json:
                ResultOutput.Write(host, path, ResultOutput.Json(json => GraphJson.Write(json, graph)));
                break;
            case OutputFormat.Markdown:
                ResultOutput.Write(host, path, ChainMarkdown.Write(graph));
                break;
            default:
                ResultOutput.Write(host, path, ChainText.Create(graph));
                break;
        }
    }

    /// <summary>The format that is stated, else that of the file's name.</summary>
    private static OutputFormat FormatOf(OutputFormat format, bool isImplicit, string? path) => isImplicit ? Path.GetExtension(path) switch
    {
        ".svg" => OutputFormat.Svg,
        ".mmd" or ".mermaid" => OutputFormat.Mermaid,
        ".json" => OutputFormat.Json,
        ".md" => OutputFormat.Markdown,
        _ => format,
    }
    : format;
}

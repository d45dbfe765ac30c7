using System.Text;
using RouteGen.Model.Problems;

namespace RouteGen.Tool.Graph;

/// <summary>Chains for a page or a comment: a diagram, and what an outage does in words.</summary>
internal static class ChainMarkdown
{
    private const string Special = "\\`*_{}[]<>()#+|~";

    public static string Write(GraphView graph)
    {
        var text = new StringBuilder();
        text.Append("### ").Append(Escape(graph.File.Name)).Append("\n\n");
        if (graph.Outage is { } outage)
        {
            text.Append(Escape(OutageText.Title(graph, outage))).Append('\n');
            text.Append(Escape(OutageText.Sums([.. graph.Routes.Select(r => graph.EffectOn(r)!)]))).Append("\n\n");
            foreach (var effect in graph.Routes.Select(r => graph.EffectOn(r)!).Where(static e =>
                e.Level != 0).OrderByDescending(static e => e.Level))
            {
                text.Append("- **").Append(Escape(PlainText.Escape(effect.Route.Name))).Append("**: ")
                    .Append(RouteWords.Word(effect.Level)).Append(". ")
                    .Append(Escape(string.Join("; ", RouteWords.Tell(effect)))).Append(".\n");
            }

            text.Append('\n');
        }

        return text.Append("```mermaid\n").Append(ChainMermaid.Write(graph)).Append("```\n").ToString();
    }

    /// <summary>Text that Markdown leaves as it is.</summary>
    public static string Escape(string text) => string.Concat(text.Select(static c => Special.Contains(c) ? "\\" + c : c.ToString()));
}

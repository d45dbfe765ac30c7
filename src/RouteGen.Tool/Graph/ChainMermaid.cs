using System.Globalization;
using System.Text;
using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;

namespace RouteGen.Tool.Graph;

/// <summary>
/// Chains as a flowchart of Mermaid. Nodes are named by number, and text stands in quotes with its punctuation as entities, so that no name
/// of a table is taken for Mermaid's own words.
/// </summary>
internal static class ChainMermaid
{
    /// <summary>Fills light enough for dark text on a light page and on a dark one.</summary>
    private static readonly (string Fill, string Stroke)[] Colours =
    [
        ("#d6e6ff", "#2f6fd0"), ("#d5f2dc", "#2a8a4a"), ("#fdeec4", "#b07d10"), ("#ecdcfb", "#7d4bc0"),
        ("#cff2f2", "#17868a"), ("#fbd9e3", "#c03a66"), ("#e6e6e6", "#666666"), ("#fbdfc8", "#c0601a"),
    ];

    public static string Write(GraphView graph)
    {
        var text = new StringBuilder("flowchart TB\n");
        for (var i = 0; i < graph.Routes.Count; i++)
        {
            Write(text, graph, graph.Routes[i], string.Create(CultureInfo.InvariantCulture, $"r{i}"));
        }

        for (var i = 1; i < graph.Routes.Count; i++)
        {
            // Nothing but the order of the routes on the page.
            text.Append(CultureInfo.InvariantCulture, $"  r{i - 1} ~~~ r{i}\n");
        }

        for (var i = 0; i < Math.Min(graph.Providers.Count, Colours.Length); i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  classDef p{i} fill:{Colours[i].Fill},stroke:{Colours[i].Stroke},color:#111111\n");
        }

        text.Append("  classDef start fill:#ffffff,stroke:#888888,color:#111111\n");
        text.Append("  classDef stop fill:#ffffff,stroke:#c0262d,color:#c0262d\n");
        text.Append("  classDef down fill:#f2f2f2,stroke:#c0262d,color:#777777,stroke-dasharray:5 4\n");
        return text.ToString();
    }

    /// <summary>A label: whatever could mean something to Mermaid or to HTML as an entity.</summary>
    public static string Label(string text)
    {
        var label = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];

            // Inside a word a dash or a point is itself; elsewhere they would begin a list.
            var isPlain = char.IsLetterOrDigit(c) || c is ' ' or ',' or '/' || c >= 128 || (c is '-' or '.' && IsInside(text, i));
            _ = isPlain ? label.Append(c) : label.Append(CultureInfo.InvariantCulture, $"#{(int)c};");
        }

        return label.ToString();
    }

    private static bool IsInside(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);

    private static void Write(StringBuilder text, GraphView graph, RouteView route, string id)
    {
        var effect = graph.EffectOn(route);
        var word = effect is { Level: not OutageLevel.None } ? $": {RouteWords.Word(effect.Level)}" : "";
        text.Append(CultureInfo.InvariantCulture, $"  subgraph {id}[\"{Label(PlainText.Escape(route.Name) + word)}\"]\n    direction LR\n");
        text.Append(CultureInfo.InvariantCulture, $"    {id}s([\"{Label(Start(route))}\"]):::start\n");
        for (var i = 0; i < route.Reach.Count; i++)
        {
            Node(text, graph, route.Reach[i].Target, id, i);
        }

        Chain(text, route, id);
        Ways(text, route, id);
        text.Append("  end\n");
    }

    private static string Start(RouteView route) => route.Route.Strategy switch
    {
        RouteStrategy.Weighted => "by weight",
        RouteStrategy.Cheapest => "cheapest first",
        _ => route.Route.Type == RouteType.Embedding ? "embedding" : "chat",
    };

    private static void Node(StringBuilder text, GraphView graph, TargetView target, string id, int place)
    {
        var facts = graph.Facts(target);
        string[] lines = [facts.Name, facts.Model, facts.Window, facts.Price, facts.Place, facts.Credential];
        var colour = graph.IsDown(target) ? "down"
            : string.Create(CultureInfo.InvariantCulture, $"p{graph.ColourOf(target) % Colours.Length}");
        text.Append(CultureInfo.InvariantCulture, $"    {id}t{place}[\"{string.Join("<br/>", lines.Select(Label))}\"]:::{colour}\n");
    }

    private static void Chain(StringBuilder text, RouteView route, string id)
    {
        if (route.Route.Strategy == RouteStrategy.Weighted)
        {
            for (var i = 0; i < route.Links.Count; i++)
            {
                var weight = route.Links[i].Entry.Weight ?? 0;
                text.Append(CultureInfo.InvariantCulture, $"    {id}s -->|\"weight {weight}\"| {id}t{i}\n");
            }
        }
        else
        {
            text.Append(CultureInfo.InvariantCulture, $"    {id}s --> {id}t0\n");
        }

        for (var i = 1; i < route.Links.Count; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {id}t{i - 1} --> {id}t{i}\n");
        }
    }

    private static void Ways(StringBuilder text, RouteView route, string id)
    {
        var ways = FaultWay.Enumerate(route);
        if (ways.Any(static way => way.Action == OnFaultAction.Stop))
        {
            text.Append(CultureInfo.InvariantCulture, $"    {id}x(((\"stop\"))):::stop\n");
        }

        foreach (var way in ways)
        {
            var from = way.At is { } at
                ? string.Create(CultureInfo.InvariantCulture, $"{id}t{Place(route, at)}")
                : id + "s";
            var fault = way.At is null ? "any: " + way.Fault : way.Fault;
            if (way.Action == OnFaultAction.Stop)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {from} -.->|\"{Label(fault)}\"| {id}x\n");
            }

            for (var i = 0; i < way.Targets.Count; i++)
            {
                var label = way.Targets.Count == 1 ? fault : string.Create(CultureInfo.InvariantCulture, $"{fault} {i + 1}");
                text.Append(CultureInfo.InvariantCulture, $"    {from} -.->|\"{Label(label)}\"| {id}t{Place(route, way.Targets[i])}\n");
            }
        }
    }

    private static int Place(RouteView route, ChainLink link) => ((List<ChainLink>)[.. route.Reach]).IndexOf(link);
}

using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Tool.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RouteGen.Tool.Graph;

/// <summary>Chains for a terminal: a table for each route, its providers in colours.</summary>
internal static class ChainText
{
    /// <summary>Of the sixteen that every terminal has, those that read well on light and dark.</summary>
    private static readonly Color[] Colours = [Color.Teal, Color.Green, Color.Olive, Color.Purple, Color.Blue, Color.Maroon];

    public static IEnumerable<IRenderable> Create(GraphView graph)
    {
        var parts = new List<IRenderable>
        {
            Line(
                $"[bold]{Safe(graph.File.Name)}[/] · {Wording.Counted(graph.Routes.Count, "route")}, "
                + $"{Wording.Counted(graph.Table.Targets.Count, "target")} · prices of {graph.Day:yyyy-MM-dd}"),
        };
        if (graph.Outage is { } outage)
        {
            parts.AddRange(OutageText.Summary(graph, outage));
        }

        foreach (var route in graph.Routes)
        {
            parts.Add(Text.NewLine);
            parts.AddRange(Route(graph, route));
        }

        parts.Add(Text.NewLine);
        parts.Add(Line($"[dim]Unless 'on' says otherwise, a chain stops at {Wording.Listed(RouteWords.StopByDefault)}, and goes on after "
            + $"other faults.[/]"));
        return parts;
    }

    /// <summary>A line of markup.</summary>
    public static Rows Line(string markup) => new(new Markup(markup));

    public static string Safe(string text) => Markup.Escape(PlainText.Escape(text));

    /// <summary>How bad a level is, as a colour.</summary>
    public static string ColourOf(OutageLevel level) => level switch
    {
        OutageLevel.Ends => "red",
        OutageLevel.Alone or OutageLevel.Degraded => "yellow",
        OutageLevel.None => "dim",
        _ => "green",
    };

    private static IEnumerable<IRenderable> Route(GraphView graph, RouteView route)
    {
        var effect = graph.EffectOn(route);
        var level = effect is { Level: not OutageLevel.None }
            ? $"  [{ColourOf(effect.Level)}]{RouteWords.Word(effect.Level)}[/]" : "";
        yield return Line($"[bold]{Safe(route.Name)}[/]{level}  [dim]{Markup.Escape(RouteWords.Facts(route))}[/]");
        foreach (var sentence in effect is null ? [] : RouteWords.Tell(effect))
        {
            yield return new Padder(new Markup($"[{ColourOf(effect!.Level)}]{Markup.Escape(sentence)}[/]"), new Padding(2, 0, 0, 0));
        }

        yield return new Padder(Targets(graph, route), new Padding(2, 0, 0, 0));
        foreach (var way in FaultWay.Enumerate(route).Where(static way => way.At is null))
        {
            yield return Line($"    at any target: {Markup.Escape(way.Text)}");
        }
    }

    private static Table Targets(GraphView graph, RouteView route)
    {
        var table = new Table().NoBorder().HideHeaders();
        for (var column = 0; column < 8; column++)
        {
            table.AddColumn(new TableColumn("") { NoWrap = column is 0 or 5 or 6, Padding = new Padding(0, 0, 2, 0) });
        }

        var ways = FaultWay.Enumerate(route);
        for (var i = 0; i < route.Reach.Count; i++)
        {
            var link = route.Reach[i];
            var facts = graph.Facts(link.Target);
            var style = graph.IsDown(link.Target) ? new Style(decoration: Decoration.Dim | Decoration.Strikethrough) : Style.Plain;
            var colour = new Style(Colours[graph.ColourOf(link.Target) % Colours.Length], decoration: style.Decoration);
            var on = ways.Where(way => way.At == link).Select(static way => way.Text).ToList();
            if (graph.IsDown(link.Target))
            {
                on.Insert(0, "down");
            }

            table.AddRow(
                new Text(i < route.Links.Count ? $"{i + 1}" : "+"),
                new Text(Name(route, link, facts), new Style(decoration: style.Decoration)),
                new Text(facts.Place, colour),
                new Text(facts.Credential, colour),
                new Text(facts.Model, style),
                new Text(facts.Window, style),
                new Text(facts.Price, style),
                new Text(i < route.Links.Count ? string.Join("; ", on) : string.Join("; ", [.. on, OnlyOn(ways, link)])));
        }

        return table;
    }

    private static string Name(RouteView route, ChainLink link, TargetFacts facts) =>
        route.Route.Strategy == RouteStrategy.Weighted && link.Entry.Weight is { } weight ? $"{facts.Name} ({weight})" : facts.Name;

    private static string OnlyOn(IReadOnlyList<FaultWay> ways, ChainLink link) =>
        "only on " + Wording.Listed(
            [.. ways.Where(w => w.Targets.Contains(link)).Select(static w => w.Fault).Distinct(StringComparer.Ordinal)]);
}

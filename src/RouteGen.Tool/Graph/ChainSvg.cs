using System.Globalization;
using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Graph;

/// <summary>
/// Chains as a picture: a row of boxes for each route, in its order; what <c>on</c> leads to hangs below the target where it holds. Boxes
/// have the colour of their provider.
/// </summary>
internal sealed class ChainSvg
{
    private const double Left = 24;
    private const double Gap = 40;
    private const double Line = 16;
    private const double Pad = 10;
    private const double Widest = 1320;
    private const int MostCells = 40;

    private readonly GraphView _graph;
    private readonly SvgCanvas _canvas = new();
    private readonly double _width;
    private readonly int _cells;
    private double _y = 34;

    private ChainSvg(GraphView graph)
    {
        _graph = graph;
        var lines = graph.Routes.SelectMany(static r => r.Reach).SelectMany(link => Lines(link).Append(link.Target.Name + "  serves"));
        _cells = Math.Clamp(lines.Select(SvgCanvas.CellsOf).DefaultIfEmpty(0).Max(), 16, MostCells);
        _width = (SvgCanvas.Cell * _cells) + (2 * Pad) + 4;
    }

    private static double Height => (6 * Line) + 14;

    public static string Write(GraphView graph)
    {
        var picture = new ChainSvg(graph);
        picture.Head();
        foreach (var route in graph.Routes)
        {
            picture.Route(route);
        }

        return picture._canvas.Close(
            $"The routes of {PlainText.Escape(graph.File.Name)}:"
                + $" {string.Join(", ", graph.Routes.Select(static r => PlainText.Escape(r.Name)))}",
            SvgColours.Style);
    }

    private void Head()
    {
        _canvas.Text(Left, _y, "t big", PlainText.Escape(_graph.File.Name));
        _canvas.Text(
            Left + (10 * SvgCanvas.CellsOf(_graph.File.Name)) + 16, _y, "t dim",
                $"prices of {_graph.Day:yyyy-MM-dd}, USD per million tokens in / out");
        _y += 22;
        if (_graph.Outage is { } outage)
        {
            _canvas.Text(Left, _y, "t red", OutageText.Title(_graph, outage));
            _y += Line + 2;
            _canvas.Text(Left, _y, "t", OutageText.Sums([.. _graph.Routes.Select(r => _graph.EffectOn(r)!)]));
            _y += Line + 6;
        }

        var x = Left;
        for (var i = 0; i < _graph.Providers.Count; i++)
        {
            var name = PlainText.Escape(_graph.Providers[i]);
            var width = 24 + (SvgCanvas.Cell * (SvgCanvas.CellsOf(name) + 2));
            if (x + width > Widest && x > Left)
            {
                (x, _y) = (Left, _y + 20);
            }

            _canvas.Box(x, _y - 10, 14, 12, $"box p{i % SvgColours.Count}");
            _canvas.Text(x + 20, _y, "t dim", name);
            x += width;
        }

        _y += 18;
    }

    private void Route(RouteView route)
    {
        _y += 22;
        var name = PlainText.Escape(route.Name);
        _canvas.Text(Left, _y, "t bold", name);
        var effect = _graph.EffectOn(route);
        if (effect is { Level: not OutageLevel.None })
        {
            _canvas.Text(Left + (8.4 * SvgCanvas.CellsOf(name)) + 12, _y, $"t bold {SvgColours.ClassOf(effect.Level)}",
                RouteWords.Word(effect.Level));
        }

        _y += Line + 1;
        _canvas.Text(Left, _y, "t dim", RouteWords.Facts(route));
        foreach (var sentence in effect is { Level: not OutageLevel.None } ? RouteWords.Tell(effect) : [])
        {
            _y += Line;
            _canvas.Text(Left, _y, $"t {SvgColours.ClassOf(effect!.Level)}", sentence);
        }

        _y += 12;
        var serves = effect?.Ways.Select(static w => w.Serves).Distinct().ToArray() is [{ } only] ? only : null;
        var places = Boxes(route, Left, [.. route.Links], serves);
        _y += Height;
        Ways(route, places, serves);
        _y += 14;
    }

    /// <summary>A row of boxes, which goes on below where it is too long.</summary>
    private (double X, double Y)[] Boxes(RouteView route, double left, ChainLink[] links, ChainLink? serves)
    {
        var perLine = Math.Max(1, (int)((Widest - left + Gap) / (_width + Gap)));
        var places = new (double X, double Y)[links.Length];
        for (var i = 0; i < links.Length; i++)
        {
            if (i > 0 && i % perLine == 0)
            {
                var turn = _y + Height + 12;
                var before = places[i - 1];
                _y += Height + 26;
                _canvas.Path(
                    "edge", true,
                    (before.X + _width, before.Y + (Height / 2)), (before.X + _width + 14, before.Y + (Height / 2)),
                    (before.X + _width + 14, turn), (left - 12, turn), (left - 12, _y + (Height / 2)), (left - 1, _y + (Height / 2)));
            }

            places[i] = (left + (i % perLine * (_width + Gap)), _y);
            if (i % perLine > 0)
            {
                _canvas.Path(
                    "edge", true, (places[i - 1].X + _width, _y + (Height / 2)), (places[i].X - 1, _y + (Height / 2)));
            }

            Box(route, links[i], places[i].X, places[i].Y, links[i] == serves);
        }

        return places;
    }

    private void Box(RouteView route, ChainLink link, double x, double y, bool serves)
    {
        var isDown = _graph.IsDown(link.Target);
        var down = isDown ? " down" : "";
        _canvas.Box(x, y, _width, Height, $"box p{_graph.ColourOf(link.Target) % SvgColours.Count}{down}");
        var mark = isDown ? "down" : serves ? "serves"
            : route.Route.Strategy == RouteStrategy.Weighted && link.Entry.Weight is { } weight ? $"weight {weight}" : null;
        var lines = Lines(link);
        for (var i = 0; i < lines.Length; i++)
        {
            var room = i == 0 && mark is not null ? _cells - mark.Length - 2 : _cells;
            var classes = i == 0 ? $"t bold{down}" : isDown ? "t dim" : "t";
            _canvas.Text(x + Pad, y + 19 + (i * Line), classes, SvgCanvas.Fit(lines[i], room));
        }

        if (mark is not null)
        {
            _canvas.Text(x + _width - Pad, y + 19, isDown ? "t red" : serves ? "t green" : "t dim", mark, isAtEnd: true);
        }
    }

    private string[] Lines(ChainLink link)
    {
        var facts = _graph.Facts(link.Target);
        return [facts.Name, facts.Model, facts.Window, facts.Price, facts.Place, facts.Credential];
    }

    /// <summary>What <c>on</c> says: first that of the last target, so that no line crosses a box.</summary>
    private void Ways(RouteView route, (double X, double Y)[] places, ChainLink? serves)
    {
        var ways = FaultWay.Enumerate(route);
        var drawn = ways.Where(static way => way.Action == OnFaultAction.Targets)
            .OrderByDescending(way => way.At is { } at ? places[Array.IndexOf([.. route.Links], at)].X : double.MinValue).ToArray();
        foreach (var way in drawn)
        {
            // A target further down the page than others of its chain is led from by name alone.
            var place = way.At is { } at ? Array.IndexOf([.. route.Links], at) : -1;
            var isInLastLine = place < 0 || places[place].Y == places[^1].Y;
            var from = place < 0 || !isInLastLine ? Left + 8 : places[place].X + 14;
            var top = (place < 0 || !isInLastLine ? places[^1].Y : places[place].Y) + Height;
            var label = (place < 0 ? "at any target: " : isInLastLine ? "" : PlainText.Escape(way.At!.Target.Name) + ": ") + way.Fault;
            _y += 26;
            var left = from + (SvgCanvas.Cell * SvgCanvas.CellsOf(label)) + 34;
            _canvas.Path("edge dash", true, (from, top), (from, _y + (Height / 2)), (left - 1, _y + (Height / 2)));
            _canvas.Text(from + 8, _y + (Height / 2) - 6, "t dim", label);
            Boxes(route, left, [.. way.Targets], serves);
            _y += Height;
        }

        foreach (var way in ways.Where(static way => way.Action != OnFaultAction.Targets))
        {
            _y += Line + 2;
            var where = way.At is { } at ? PlainText.Escape(at.Target.Name) : "any target";
            _canvas.Text(
                Left, _y, way.Action == OnFaultAction.Stop ? "t red" : "t dim",
                string.Create(CultureInfo.InvariantCulture, $"at {where}: {way.Text}"));
        }
    }
}

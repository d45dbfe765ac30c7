using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Problems;
using RouteGen.Tool.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace RouteGen.Tool.Graph;

/// <summary>An outage in a few lines, above the chains.</summary>
internal static class OutageText
{
    private static readonly OutageLevel[] WorstFirst =
        [OutageLevel.Ends, OutageLevel.Alone, OutageLevel.Degraded, OutageLevel.Moves, OutageLevel.Fallback];

    public static IEnumerable<IRenderable> Summary(GraphView graph, Outage outage)
    {
        yield return ChainText.Line(Markup.Escape(Title(graph, outage)));
        yield return ChainText.Line(Markup.Escape(Sums([.. graph.Routes.Select(r => graph.EffectOn(r)!)])));
        if (outage.Weakened.Count > 0)
        {
            yield return ChainText.Line(Markup.Escape(
                $"{Wording.Listed([.. outage.Weakened.Select(static t => PlainText.Escape(t.Name))])} go on with their other keys."));
        }
    }

    /// <summary>What is down, and which targets with it.</summary>
    public static string Title(GraphView graph, Outage outage) =>
        $"Without {Wording.Listed([.. outage.Parts.Select(p => OutageWords.Describe(graph.Table, p))])}: "
        + (outage.Down.Count == 0 ? "no target is down." : $"{string.Join(", ", outage.Down.Select(static t => PlainText.Escape(t.Name)))} "
            + (outage.Down.Count == 1 ? "is down." : "are down."));

    /// <summary>How many routes come off how, the worst first.</summary>
    public static string Sums(IReadOnlyList<OutageEffect> effects)
    {
        string[] sums =
        [
            .. WorstFirst.Select(level => (Level: level, Count: effects.Count(e => e.Level == level))).Where(static s => s.Count > 0)
                .Select(static s => Sum(s.Level, s.Count)),
        ];
        return sums.Length == 0 ? "No route is affected." : $"{Wording.Listed(sums)}, of {Wording.Counted(effects.Count, "route")}.";
    }

    private static string Sum(OutageLevel level, int count) => level switch
    {
        OutageLevel.Ends => $"{count} {(count == 1 ? "ends" : "end")}",
        OutageLevel.Alone => $"{count} {(count == 1 ? "has" : "have")} no fallback",
        OutageLevel.Degraded => $"{count} {(count == 1 ? "is" : "are")} degraded",
        OutageLevel.Moves => $"{count} {(count == 1 ? "moves" : "move")}",
        _ => $"{count} {(count == 1 ? "loses" : "lose")} a fallback of several",
    };
}

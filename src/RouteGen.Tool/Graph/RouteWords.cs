using RouteGen.Faults;
using RouteGen.Model.Checks.Chains;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Graph;

/// <summary>What is said of a route, and of what an outage does to it, wherever that is shown.</summary>
internal static class RouteWords
{
    /// <summary>Faults that end a chain unless <c>on</c> says otherwise, of those that a provider can answer with.</summary>
    public static IReadOnlyList<string> StopByDefault { get; } =
    [
        .. FaultNames.All.Where(static f => f is Fault.ContentFiltered or Fault.InvalidRequest or Fault.StateNotPortable
            && FaultTable.ActionFor(f) == FaultAction.Stop).Select(FaultNames.Name),
    ];

    /// <summary>Its type, what it asks of models, and its bounds.</summary>
    public static string Facts(RouteView route)
    {
        var facts = new List<string> { route.Route.Type == RouteType.Embedding ? "embedding" : "chat" };
        if (route.Route.Strategy != RouteStrategy.Ordered)
        {
            facts.Add(route.Route.Strategy == RouteStrategy.Cheapest ? "cheapest first" : "by weight");
        }

        if (route.Route.Requires != 0)
        {
            facts.Add("needs " + string.Join(", ", Names(route.Route.Requires)));
        }

        if (route.Route.Regions.Count > 0)
        {
            facts.Add("only in " + string.Join(", ", route.Route.Regions.Select(PlainText.Escape)));
        }

        var limits = route.Route.Limits;
        if (limits.InputTokens is { } input)
        {
            facts.Add($"up to {Wording.Tokens(input)} in{(limits.OutputTokens is { } output ? $", {Wording.Tokens(output)} out" : "")}");
        }

        facts.Add("at worst " + Worst(route.Worst));
        return string.Join(" · ", facts);
    }

    /// <summary>A worst case: attempts, time and cost.</summary>
    public static string Worst(WorstCase worst) =>
        $"{Wording.Counted(worst.Attempts, "attempt")}, {Wording.Duration(worst.WhenFailing)}, {Wording.Usd(worst.CostUsd)}";

    /// <summary>Features by the table's words.</summary>
    public static IEnumerable<string> Names(ModelFeatures features) => Enum.GetValues<ModelFeatures>()
        .Where(f => f != ModelFeatures.None && features.HasFlag(f))
        .Select(static f => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(f.ToString()));

    /// <summary>A level as a word.</summary>
    public static string Word(OutageLevel level) => level switch
    {
        OutageLevel.Ends => "ends",
        OutageLevel.Alone => "no fallback",
        OutageLevel.Degraded => "degraded",
        OutageLevel.Moves => "moves",
        OutageLevel.Fallback => "fallback lost",
        _ => "unaffected",
    };

    /// <summary>A level as a word for programs.</summary>
    public static string Id(OutageLevel level) => level switch
    {
        OutageLevel.Alone => "noFallback",
        OutageLevel.Fallback => "fallbackLost",
        _ => Word(level),
    };

    /// <summary>What becomes of the route, sentence by sentence.</summary>
    public static IEnumerable<string> Tell(OutageEffect effect)
    {
        foreach (var way in effect.Ways)
        {
            yield return Way(effect, way);
        }

        if (effect.IsStarved && effect.Ways.Any(static w => w.Serves is not null))
        {
            yield return "until its breakers open, attempts at what is down can use up "
                + (effect.Delay >= effect.Route.Route.Timeouts.Total ? "the route's time" : "the route's attempts") + ", and calls end";
        }
        else if (effect.Delay > TimeSpan.Zero)
        {
            yield return $"until its breakers open, up to {Wording.Duration(effect.Delay)} later";
        }

        if (effect.LostFeatures != 0)
        {
            yield return "loses " + Wording.Listed([.. Names(effect.LostFeatures)]);
        }

        if (effect.IsNarrowed)
        {
            yield return $"takes {Wording.Count(effect.InputAfter!.Value)} tokens of input, not {Wording.Count(effect.InputBefore!.Value)}";
        }

        if (effect.Worst is { } worst && worst != effect.Route.Worst)
        {
            yield return $"at worst {Worst(worst)}";
        }
    }

    private static string Way(OutageEffect effect, OutageWay way)
    {
        var when = effect.Ways.Count == 1 ? "" : " on " + Wording.Listed([.. way.Faults.Select(FaultNames.Name)]);
        var failed = Wording.Listed([.. way.Failed.Select(static l => PlainText.Escape(l.Target.Name))]);
        if (way.Serves is not { } serves)
        {
            return way.IsStopped ? $"{failed} is down, and the table's 'on' stops there{when}" : $"nothing is left{when}";
        }

        var name = PlainText.Escape(serves.Target.Name);
        var then = way.Left.Count == 1 ? "no fallback" : "then "
            + string.Join(", ", way.Left.Skip(1).Select(static l => PlainText.Escape(l.Target.Name)));
        return way.Failed.Count == 0 ? $"{name} serves as before, {then}{when}" : $"{name} serves instead of {failed}, {then}{when}";
    }
}

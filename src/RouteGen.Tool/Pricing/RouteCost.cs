using RouteGen.Chains;
using RouteGen.Faults;
using RouteGen.Model.Checks.Views;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Pricing;

/// <summary>A route with the prices of a day: who serves a call if nothing fails, and what it costs.</summary>
internal sealed class RouteCost(RouteView route, IReadOnlyDictionary<string, TargetCost> targets)
{
    private readonly TargetCost[] _reach = [.. route.Reach.Select(link => targets[link.Target.Name])];
    private readonly TableChainRules _rules = new(route.Route, [.. route.Reach.Select(static link => link.Entry)]);

    /// <summary>What a mix costs by this route.</summary>
    /// <param name="mix">The calls.</param>
    /// <param name="monthly">How many a month, of one request; null for the mix of a month itself.</param>
    /// <param name="isMonth">Whether the mix is that of a month.</param>
    public CostRow Compute(CallMix mix, long? monthly, bool isMonth)
    {
        decimal? expected = 0m, worst = 0m;
        var served = new Dictionary<string, decimal>(StringComparer.Ordinal);
        var notes = new List<string>();
        long refused = 0;
        foreach (var call in mix.Calls)
        {
            var serving = Serving(call, notes);
            if (serving.Count == 0)
            {
                refused += call.Times;
                continue;
            }

            var sum = serving.Sum(static s => s.Weight);
            var cost = serving.Count == 1
                ? _reach[serving[0].Place].Expected(call)
                : serving.Aggregate((decimal?)0m, (all, s) => all + (s.Weight * _reach[s.Place].Expected(call))) / sum;
            expected += call.Times * cost;
            worst += call.Times * WorstOf(call);
            foreach (var (place, weight) in serving)
            {
                var name = route.Reach[place].Target.Name;
                served[name] = served.GetValueOrDefault(name) + (call.Times * (decimal)weight / sum);
            }

            if (!isMonth)
            {
                notes.AddRange(serving.SelectMany(s => _reach[s.Place].Notes(call)).Distinct(StringComparer.Ordinal));
            }
        }

        var count = mix.Count - refused;
        if (refused > 0 && isMonth)
        {
            notes.Clear();
            notes.Add($"cannot serve {Wording.Counted(refused, "call")}");
        }

        var perCall = count == 0 ? null : count == 1 ? expected : expected / count;
        return new(route.Name, perCall, isMonth ? expected : perCall * monthly, count == 0 ? null : count == 1 ? worst : worst / count)
        {
            Serves = Shares(served, count),
            Fits = count > 0,
            IsVectors = route.Route.Type == RouteType.Embedding,
            Notes = [.. notes.Distinct(StringComparer.Ordinal)],
        };
    }

    /// <summary>The places that serve a call if nothing fails, with their weights; none where nobody can.</summary>
    private List<(int Place, long Weight)> Serving(AskedCall call, List<string> notes)
    {
        var chain = Enumerable.Range(0, route.Links.Count).ToArray();
        if (route.Route.Limits.InputTokens is { } most && _reach[0].UsageOf(call).Input > most)
        {
            notes.Add($"refused: limits.inputTokens is {Wording.Count(most)}");
            return [];
        }

        if (route.Route.Strategy == RouteStrategy.Weighted && route.Links.Any(static l => l.Entry.Weight > 0))
        {
            return
            [
                .. chain.Where(place => route.Links[place].Entry.Weight > 0)
                    .Select(arm => (Arm: arm, First: First(call, [arm, .. chain.Where(other => other != arm)], notes)))
                    .Where(static a => a.First is not null)
                    .GroupBy(static a => a.First!.Value)
                    .Select(group => (group.Key, group.Sum(a => (long)route.Links[a.Arm].Entry.Weight!))),
            ];
        }

        if (route.Route.Strategy == RouteStrategy.Cheapest)
        {
            chain = [.. chain.OrderBy(place => _reach[place].Estimate(call, Allowed(call, place)) ?? decimal.MaxValue)];
        }

        return First(call, chain, notes) is { } first ? [(first, 1)] : [];
    }

    /// <summary>
    /// The first that can serve, as the runtime narrows a chain: an overflow that is foreseen leads where one that happens does.
    /// </summary>
    private int? First(AskedCall call, int[] order, List<string> notes)
    {
        var walk = new ChainWalk(_rules, order);
        while (walk.MoveNext())
        {
            var place = walk.Place;
            if (Misfit(call, place) is not { } misfit)
            {
                return place;
            }

            notes.Add($"{PlainText.Escape(route.Reach[place].Target.Name)} {misfit.Why}");
            if (misfit.IsTooLarge && _rules.ActionAt(place, Fault.ContextTooLong) is FaultAction.Elsewhere or FaultAction.Stop)
            {
                walk.Fail(Fault.ContextTooLong, asked: false);
            }
        }

        return null;
    }

    private Misfit? Misfit(AskedCall call, int place) => _reach[place].Misfit(call, route.Route.Requires, AskedFor(call, place));

    private decimal? WorstOf(AskedCall call)
    {
        var costs = new List<decimal?>();
        for (var place = 0; place < _reach.Length; place++)
        {
            if (Misfit(call, place) is null)
            {
                costs.Add(_reach[place].Worst(call));
            }
        }

        return WorstCase.Cost(route.Route, costs);
    }

    /// <summary>The output that an attempt asks for; null where neither caller, route nor entry says.</summary>
    private long? AskedFor(AskedCall call, int place) =>
        call.MaxOutput is null && route.Route.Limits.OutputTokens is null && route.Reach[place].Entry.MaxOutputTokens is null
            ? null
            : Allowed(call, place);

    private long? Allowed(AskedCall call, int place) => new[]
    {
        call.MaxOutput, route.Route.Limits.OutputTokens, route.Reach[place].Entry.MaxOutputTokens,
            route.Reach[place].Target.Model.MaxOutput,
    }.Min();

    private string? Shares(Dictionary<string, decimal> served, long count) => served.Count switch
    {
        0 => null,
        1 => served.Keys.First(),
        _ => string.Join(", ", served.OrderByDescending(static s => s.Value).ThenBy(s => Place(s.Key))
            .Select(s => $"{s.Key} {Wording.Percent(s.Value / count)}")),
    };

    private int Place(string target) => route.Reach.TakeWhile(link => link.Target.Name != target).Count();
}

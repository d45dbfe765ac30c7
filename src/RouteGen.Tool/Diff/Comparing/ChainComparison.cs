using RouteGen.Faults;
using RouteGen.Model.Fields;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Compares who serves a route, in which order, and what follows from faults. The earlier route has the later names.</summary>
internal static class ChainComparison
{
    public static void Compare(EntryChanges changes, RouteEntry was, RouteEntry now)
    {
        changes.Compare(ChainKinds.StrategyChanged, "strategy", was.Strategy, now.Strategy, static s => Show.Word(Words.Strategies, s));
        string[] reachedBefore = [.. was.Reach().Select(static e => e.Target)], reached = [.. now.Reach().Select(static e => e.Target)];
        foreach (var gone in reachedBefore.Except(reached, StringComparer.Ordinal))
        {
            changes.Add(ChainKinds.TargetRemoved, "chain", $"chain: - {Show.Name(gone)}", gone);
        }

        foreach (var come in reached.Except(reachedBefore, StringComparer.Ordinal))
        {
            changes.Add(ChainKinds.TargetAdded, "chain", $"chain: + {Show.Name(come)}", null, come);
        }

        Order(changes, was, now, reachedBefore, reached);
        Weights(changes, was, now);
        Rules(changes, "", "any target", was.On, now.On);
        var earlier = was.Chain.GroupBy(static e => e.Target, StringComparer.Ordinal).ToDictionary(static g => g.Key, static g =>
            g.First(), StringComparer.Ordinal);
        foreach (var entry in now.Chain)
        {
            if (earlier.TryGetValue(entry.Target, out var old))
            {
                Options(changes, old, entry);
                Rules(changes, entry.Target, $"'{Show.Name(entry.Target)}'", old.On, entry.On);
            }
        }
    }

    private static void Order(EntryChanges changes, RouteEntry was, RouteEntry now, string[] reachedBefore, string[] reached)
    {
        string[] before = [.. was.Chain.Select(static e => e.Target)], after = [.. now.Chain.Select(static e => e.Target)];
        if (before.Length > 0 && after.Length > 0 && before[0] != after[0] && now.Strategy == RouteStrategy.Ordered)
        {
            changes.Add(ChainKinds.PrimaryChanged, "chain",
                $"asked first: {Show.Name(before[0])} → {Show.Name(after[0])}", before[0], after[0]);

            // That the two have changed places is said with it.
            var (left, come) = (before[0], after[0]);
            before = [.. before.Where(t => t != left && t != come)];
            after = [.. after.Where(t => t != left && t != come)];
        }

        var isMoved = !before.Intersect(after, StringComparer.Ordinal).SequenceEqual(after.Intersect(before, StringComparer.Ordinal),
            StringComparer.Ordinal);
        var isOnlyOnFault = before.Any(t => reached.Contains(t, StringComparer.Ordinal) && !now.Chain.Any(e => e.Target == t))
            || after.Any(t => reachedBefore.Contains(t, StringComparer.Ordinal) && !was.Chain.Any(e => e.Target == t));
        if (isMoved || isOnlyOnFault)
        {
            changes.Add(
                ChainKinds.Reordered, "chain", $"chain: {RouteSummary.Chain(was)} becomes {RouteSummary.Chain(now)}",
                RouteSummary.Chain(was), RouteSummary.Chain(now));
        }
    }

    private static void Weights(EntryChanges changes, RouteEntry was, RouteEntry now)
    {
        var isWeighted = was.Strategy == RouteStrategy.Weighted || now.Strategy == RouteStrategy.Weighted;
        var differs = was.Chain.Any(e => now.Chain.FirstOrDefault(n => n.Target == e.Target) is { } n && n.Weight != e.Weight);
        if (differs || (isWeighted && Shares(was) != Shares(now)))
        {
            changes.Set(ChainKinds.WeightChanged, "chain", Shares(was), Shares(now));
        }
    }

    private static string Shares(RouteEntry route) => string.Join(
        ", ", route.Chain.Where(static e => e.Weight is not null).Select(static e =>
            $"{Show.Name(e.Target)} {Show.Count(e.Weight!.Value)}"))
        is { Length: > 0 } shares ? shares : "no weights";

    private static void Options(EntryChanges changes, ChainEntry was, ChainEntry now)
    {
        var at = $"chain ({Show.Name(now.Target)})";
        Option("temperature", was.Temperature is { } t ? Show.Number(t) : null, now.Temperature is { } u ? Show.Number(u) : null);
        Option("topP", was.TopP is { } p ? Show.Number(p) : null, now.TopP is { } q ? Show.Number(q) : null);
        Option("reasoningEffort", was.ReasoningEffort, now.ReasoningEffort);
        Option(
            "maxOutputTokens",
            was.MaxOutputTokens is { } m ? Show.Count(m) : null, now.MaxOutputTokens is { } n ? Show.Count(n) : null);

        void Option(string option, string? before, string? after)
        {
            if (before != after)
            {
                changes.Add(
                    ChainKinds.OptionsChanged, "chain", $"{at} {option}: {Show.Text(before) ?? "none"} → {Show.Text(after) ?? "none"}",
                    before, after);
            }
        }
    }

    private static void Rules(EntryChanges changes, string target, string at, EquatableArray<OnFault> was, EquatableArray<OnFault> now)
    {
        if (was.Equals(now))
        {
            return;
        }

        var isSaid = false;
        foreach (var fault in was.Select(static r => r.Fault).Union(now.Select(static r => r.Fault)))
        {
            var (before, after) = (Say(was, fault), Say(now, fault));
            if (before != after)
            {
                isSaid = true;
                changes.Add(
                    ChainKinds.OnChanged, target.Length == 0 ? "on" : "chain",
                    $"on {FaultNames.Name(fault)} at {at}: {before ?? "default"} → {after ?? "default"}", before, after);
            }
        }

        if (!isSaid)
        {
            changes.Add(TableKinds.OrderChanged, target.Length == 0 ? "on" : "chain", $"on at {at} is in another order");
        }
    }

    private static string? Say(EquatableArray<OnFault> rules, Fault fault) =>
        rules.FirstOrDefault(r => r.Fault == fault) is not { } rule ? null
        : rule.Action == OnFaultAction.Targets ? string.Join(" → ", rule.Targets.Select(Show.Name))
        : Show.Word(Words.Actions, rule.Action);
}

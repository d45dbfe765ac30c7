using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;

namespace RouteGen.Model.Checks.Chains;

/// <summary>Parts of the world that are down together, and what a table is without them.</summary>
internal sealed class Outage
{
    private readonly HashSet<string> _down;

    public Outage(TableView table, IReadOnlyList<OutagePart> parts)
    {
        Parts = parts;
        Faults = [.. parts.SelectMany(static p => p.Faults).Distinct()];
        IsAnswered = parts.All(static p => p.IsAnswered);
        HashSet<string> keys = new(parts.Where(static p => p.Kind == OutageKind.Key).Select(static p => p.Name), StringComparer.Ordinal);
        _down = new(StringComparer.Ordinal);
        var weakened = new List<TargetView>();
        foreach (var target in table.Targets)
        {
            var held = OutagePart.KeysOf(target.Provider);
            var lost = held.Count(keys.Contains);
            if ((held.Count > 0 && lost == held.Count) || parts.Any(part => part.IsNeededBy(target, table)))
            {
                _down.Add(target.Name);
            }
            else if (lost > 0)
            {
                weakened.Add(target);
            }
        }

        Down = [.. table.Targets.Where(IsDown)];
        Weakened = weakened;
        Effects = [.. table.Routes.Select(route => OutageEffect.Compute(table, route, this))];
    }

    /// <summary>What is down.</summary>
    public IReadOnlyList<OutagePart> Parts { get; }

    /// <summary>The ways in which requests fail that need it.</summary>
    public IReadOnlyList<Fault> Faults { get; }

    /// <summary>Whether such requests are answered at once.</summary>
    public bool IsAnswered { get; }

    /// <summary>The targets that are down with it.</summary>
    public IReadOnlyList<TargetView> Down { get; }

    /// <summary>The targets that have lost some of their keys and go on with the others.</summary>
    public IReadOnlyList<TargetView> Weakened { get; }

    /// <summary>What it does to each route, in the order of the table.</summary>
    public IReadOnlyList<OutageEffect> Effects { get; }

    /// <summary>The outage of each part alone, the worst first.</summary>
    public static IReadOnlyList<Outage> Each(TableView table) =>
    [
        .. OutagePart.Enumerate(table).Select(part => new Outage(table, [part]))
            .OrderByDescending(static o => o.Count(OutageLevel.Ends)).ThenByDescending(static o => o.Count(OutageLevel.Alone))
            .ThenByDescending(static o => o.Count(OutageLevel.Degraded)).ThenByDescending(static o => o.Count(OutageLevel.Moves)),
    ];

    public bool IsDown(TargetView target) => _down.Contains(target.Name);

    /// <summary>How many routes come off so.</summary>
    public int Count(OutageLevel level) => Effects.Count(e => e.Level == level);
}

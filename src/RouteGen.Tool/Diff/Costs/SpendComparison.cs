using RouteGen.Costs;
using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Spend;
using RouteGen.Sqlite;
using RouteGen.Tables;
using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Diff.Costs;

/// <summary>
/// What past calls cost by two tables: the same usage at the prices that hold today in each, by the target that served and the one that
/// would serve in its place.
/// </summary>
internal sealed class SpendComparison
{
    private readonly RouteTableFile _before;
    private readonly RouteTableFile _after;
    private readonly Renames _renames;
    private readonly SpendRepricer _repricerBefore;
    private readonly SpendRepricer _repricerAfter;
    private readonly Dictionary<(string Route, string Target), Successor?> _successors = [];

    private SpendComparison(RouteTableFile before, RouteTableFile after, DateOnly today)
    {
        (_before, _after) = (before, after);
        _renames = Renames.Find(before.Checked.Reading.Table, after.Checked.Reading.Table);
        var at = new DateTimeOffset(today.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        _repricerBefore = new(before.Definition, at);
        _repricerAfter = new(after.Definition, at);
    }

    /// <summary>Reads the lines of a stretch of time and sums them up.</summary>
    public static async Task<SpendEffect> ReadAsync(
        ToolHost host, string store, RouteTableFile before, RouteTableFile after, DateOnly today, (DateOnly From, DateOnly To) range,
        CancellationToken cancellation)
    {
        var comparison = new SpendComparison(before, after, today);
        using var lines = SqliteSpendStore.OpenReadOnly(host.FullPath(store));
        var query = new SpendQuery(Midnight(range.From), Midnight(range.To))
        {
            Where = [new(SpendDimension.Table, before.Name)],
        };
        var total = new SpendSum();
        var routes = new Dictionary<string, SpendSum>(StringComparer.Ordinal);
        await foreach (var line in lines.ReadAsync(query, cancellation))
        {
            var route = comparison._renames.Later(EntrySection.Routes, line.Route);
            total = comparison.Add(total, line);
            routes[route] = comparison.Add(routes.GetValueOrDefault(route) ?? new SpendSum(), line);
        }

        var order = after.Checked.Reading.Table.Routes.Select(static r => r.Name).Concat(routes.Keys.Order(StringComparer.Ordinal))
            .Distinct(StringComparer.Ordinal).Where(routes.ContainsKey);
        return new()
        {
            Store = store,
            From = range.From,
            To = range.To,
            Total = total,
            Routes = [.. order.Select(name => KeyValuePair.Create(name, routes[name]))],
        };
    }

    /// <summary>The whole month before a day.</summary>
    public static (DateOnly From, DateOnly To) LastMonth(DateOnly today)
    {
        var first = new DateOnly(today.Year, today.Month, 1);
        return (first.AddMonths(-1), first);
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private SpendSum Add(SpendSum sum, SpendLine line)
    {
        if (line.Attempt == 0 || line is { CostSource: CostSource.Computed, CostUsd: 0m, Usage: null })
        {
            // Not billed at any price.
            return sum.With(0m, 0m, isExact: true);
        }

        if (line.Target is not { } target || Find(line.Route, target) is not { } successor)
        {
            var isGone = !_after.Checked.Reading.Table.Routes.Any(r => r.Name == _renames.Later(EntrySection.Routes, line.Route));
            return sum.With(isGone ? SpendGap.RouteGone : SpendGap.TargetUnknown);
        }

        var was = _repricerBefore.Reprice(line);
        var now = _repricerAfter.Reprice(successor.Line(line, _after.Name));
        return (was, now) switch
        {
            ({ CostUsd: { } before }, { CostUsd: { } after }) => sum.With(before, after, successor.IsSame),
            ({ CostUsd: null }, _) => sum.With(SpendSum.GapOf(was)),
            _ => sum.With(SpendSum.GapOf(now)),
        };
    }

    private Successor? Find(string route, string target)
    {
        if (!_successors.TryGetValue((route, target), out var successor))
        {
            _successors[(route, target)] = successor = Search(route, target);
        }

        return successor;
    }

    /// <summary>
    /// Who serves what a target served: of an ordered route whoever stands in its place, else itself where it still can, and else again
    /// whoever stands in its place.
    /// </summary>
    private Successor? Search(string route, string target)
    {
        var (was, now) = (_before.Checked.Reading.Table, _after.Checked.Reading.Table);
        var routeAfter = now.Routes.FirstOrDefault(r => r.Name == _renames.Later(EntrySection.Routes, route));
        if (routeAfter is null || was.TargetNamed(target) is not { } entry)
        {
            return null;
        }

        var reach = routeAfter.Reach();
        var name = _renames.Later(EntrySection.Targets, target);
        var place = was.Routes.FirstOrDefault(r => r.Name == route)?.Reach().TakeWhile(e => e.Target != target).Count() ?? 0;
        var isItself = routeAfter.Strategy != RouteStrategy.Ordered && reach.Any(e => e.Target == name);
        var serves = isItself ? name : reach.Count == 0 ? null : reach[Math.Min(place, reach.Count - 1)].Target;
        return serves is not null && now.TargetNamed(serves) is { } other
            ? new Successor(other, other.Name == name && other.Model == entry.Model)
            : null;
    }

    private sealed record Successor(TargetEntry Target, bool IsSame)
    {
        public SpendLine Line(SpendLine line, string table) => IsSame
            ? line with { Table = table, Target = Target.Name, Provider = Target.Provider }
            : line with
            {
                Table = table,
                Target = Target.Name,
                Provider = Target.Provider,
                Model = Target.Model,
                Deployment = Target.Deployment,
                ResponseModel = null,
                ServiceTier = null,
                PriceId = null,
                OtherModels = [],
            };
    }
}

namespace RouteGen.Records;

/// <summary>
/// Sums by day, route, tenant and key, which stay when the records that they are of have gone: a store that holds the last ten thousand
/// calls still knows what the month took. Not for several threads.
/// </summary>
internal sealed class UsageBook
{
    /// <summary>What all groups may be together; beyond it, the oldest day is forgotten.</summary>
    private const int MostGroups = 100_000;

    private readonly SortedDictionary<DateOnly, Dictionary<Group, RouteUsage>> _days = [];
    private int _groups;

    public void Add(StoredRecord record)
    {
        var day = DateOnly.FromDateTime(record.StartedAt.UtcDateTime);
        if (!_days.TryGetValue(day, out var groups))
        {
            _days[day] = groups = [];
        }

        var group = new Group(record.Table, record.Route, record.Tenant, record.Key);
        if (!groups.TryGetValue(group, out var usage))
        {
            usage = new RouteUsage { Day = day, Table = record.Table, Route = record.Route };
            _groups++;
        }

        groups[group] = usage.With(record);
        if (_groups > MostGroups && _days.Count > 1)
        {
            Forget(_days.Keys.First().AddDays(1));
        }
    }

    /// <summary>Forgets the days before one.</summary>
    public void Forget(DateOnly before)
    {
        while (_days.Count > 0 && _days.Keys.First() is var oldest && oldest < before)
        {
            _groups -= _days[oldest].Count;
            _days.Remove(oldest);
        }
    }

    public IReadOnlyList<RouteUsage> Query(RouteUsageQuery query)
    {
        var rows = new List<RouteUsage>();
        foreach (var (day, groups) in _days)
        {
            if (day < query.From || day >= query.To)
            {
                continue;
            }

            var ofDay = new SortedDictionary<(string Table, string Route), RouteUsage>(ByName.Instance);
            foreach (var (group, usage) in groups)
            {
                if ((query.Tenant is null || query.Tenant == group.Tenant) && (query.Key is null || query.Key == group.Key))
                {
                    ofDay[(group.Table, group.Route)] =
                        ofDay.TryGetValue((group.Table, group.Route), out var others) ? others.With(usage) : usage;
                }
            }

            rows.AddRange(ofDay.Values);
        }

        return rows;
    }

    private readonly record struct Group(string Table, string Route, string? Tenant, string? Key);

    private sealed class ByName : IComparer<(string Table, string Route)>
    {
        public static readonly ByName Instance = new();

        public int Compare((string Table, string Route) x, (string Table, string Route) y)
        {
            var order = string.CompareOrdinal(x.Table, y.Table);
            return order != 0 ? order : string.CompareOrdinal(x.Route, y.Route);
        }
    }
}

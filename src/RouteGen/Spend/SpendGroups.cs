namespace RouteGen.Spend;

/// <summary>Adds lines up by group.</summary>
internal sealed class SpendGroups(SpendQuery query)
{
    private readonly Dictionary<string?[], Group> _groups = new(new SameValues());
    private readonly Group _total = new();

    public void Add(SpendLine line)
    {
        _total.Add(line);
        if (query.GroupBy.Count > 0)
        {
            string?[] values = [.. query.GroupBy.Select(k => k.GetValue(line, query.TimeZone))];
            if (!_groups.TryGetValue(values, out var group))
            {
                _groups[values] = group = new Group();
            }

            group.Add(line);
        }
    }

    public SpendReport Report() => new(query, _groups.Select(g => new SpendRow(g.Key, g.Value.Totals)), _total.Totals);

    private sealed class Group
    {
        private readonly HashSet<string> _calls = new(StringComparer.Ordinal);
        private SpendTotals _totals = SpendTotals.None;

        public SpendTotals Totals => _totals with { Calls = _calls.Count };

        public void Add(SpendLine line)
        {
            _calls.Add(line.CallId);
            _totals = _totals.With(line);
        }
    }

    private sealed class SameValues : IEqualityComparer<string?[]>
    {
        public bool Equals(string?[]? x, string?[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(string?[] obj)
        {
            var hash = default(HashCode);
            foreach (var value in obj)
            {
                hash.Add(value, StringComparer.Ordinal!);
            }

            return hash.ToHashCode();
        }
    }
}

using RouteGen.Costs;

namespace RouteGen.Spend;

/// <summary>Which spend is asked for: of calls that began from one time on and before another, chosen and grouped.</summary>
public sealed record SpendQuery
{
    /// <summary>Makes a query over all spend of a range of time.</summary>
    /// <param name="from">The first time that is in it.</param>
    /// <param name="to">The first time that is no longer in it.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="to"/> is before <paramref name="from"/>.</exception>
    public SpendQuery(DateTimeOffset from, DateTimeOffset to)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(to, from);
        From = from.ToUniversalTime();
        To = to.ToUniversalTime();
    }

    /// <summary>The first time that is in the range, in UTC.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The first time that is no longer in the range, in UTC.</summary>
    public DateTimeOffset To { get; }

    /// <summary>What a row is of; none gives the total alone.</summary>
    public IReadOnlyList<SpendKey> GroupBy { get; init; } = [];

    /// <summary>What lines have to be of, all of it: a tenant, say.</summary>
    public IReadOnlyList<SpendFilter> Where { get; init; } = [];

    /// <summary>The time zone of hours, days and months in groups and filters; UTC unless stated.</summary>
    public TimeZoneInfo TimeZone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>Whether a line is asked for.</summary>
    public bool Matches(SpendLine line)
    {
        ArgumentNullException.ThrowIfNull(line);
        return line.StartedAt >= From && line.StartedAt < To && Where.All(f => f.Key.GetValue(line, TimeZone) == f.Value);
    }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(SpendQuery), PrintMembers);
}

/// <summary>What a line has to be of.</summary>
public readonly record struct SpendFilter
{
    /// <summary>Makes a filter.</summary>
    /// <param name="key">The dimension.</param>
    /// <param name="value">Its value; null for lines that have none.</param>
    public SpendFilter(SpendKey key, string? value)
    {
        Key = key;
        Value = value;
    }

    /// <summary>The dimension.</summary>
    public SpendKey Key { get; init; }

    /// <summary>Its value; null for lines that have none.</summary>
    public string? Value { get; init; }
}

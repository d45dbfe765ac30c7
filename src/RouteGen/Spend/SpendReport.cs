namespace RouteGen.Spend;

/// <summary>What was spent: a row for each group, by time first, then the most expensive first, and the total.</summary>
public sealed class SpendReport
{
    /// <summary>Makes a report; the rows are put into order.</summary>
    /// <exception cref="ArgumentException">A row has not one value for each key of the query.</exception>
    public SpendReport(SpendQuery query, IEnumerable<SpendRow> rows, SpendTotals total)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(total);
        SpendRow[] all = [.. rows];
        if (all.Any(r => r.Values.Count != query.GroupBy.Count))
        {
            throw new ArgumentException("A row has one value for each key of the query.", nameof(rows));
        }

        Array.Sort(all, (a, b) => Compare(query.GroupBy, a, b));
        (Query, Rows, Total) = (query, all, total);
    }

    /// <summary>What was asked.</summary>
    public SpendQuery Query { get; }

    /// <summary>A row for each group; none where nothing is grouped by.</summary>
    public IReadOnlyList<SpendRow> Rows { get; }

    /// <summary>All that the query matches. Its calls are counted once, though several rows may have them.</summary>
    public SpendTotals Total { get; }

    private static int Compare(IReadOnlyList<SpendKey> keys, SpendRow a, SpendRow b)
    {
        var order = 0;
        for (var i = 0; i < keys.Count && order == 0; i++)
        {
            order = keys[i].Dimension is SpendDimension.Hour or SpendDimension.Day or SpendDimension.Month
                ? string.CompareOrdinal(a.Values[i], b.Values[i])
                : 0;
        }

        order = order != 0 ? order : b.Totals.CostUsd.CompareTo(a.Totals.CostUsd);
        for (var i = 0; i < keys.Count && order == 0; i++)
        {
            order = string.CompareOrdinal(a.Values[i], b.Values[i]);
        }

        return order;
    }
}

/// <summary>One group of a report.</summary>
public sealed record SpendRow
{
    /// <summary>Makes a group.</summary>
    /// <param name="values">The value of each key that is grouped by, null for lines that have none.</param>
    /// <param name="totals">What the group comes to.</param>
    public SpendRow(IReadOnlyList<string?> values, SpendTotals totals)
    {
        Values = values;
        Totals = totals;
    }

    /// <summary>The value of each key that is grouped by, null for lines that have none.</summary>
    public IReadOnlyList<string?> Values { get; init; }

    /// <summary>What the group comes to.</summary>
    public SpendTotals Totals { get; init; }
}

using RouteGen.Spend;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending;

/// <summary>In which order rows stand: by numbers or groups, each with a direction.</summary>
internal sealed class SpendOrder
{
    private static readonly (string Name, Func<SpendTotals, decimal> Read)[] Numbers =
    [
        ("usd", static t => t.CostUsd),
        ("calls", static t => t.Calls),
        ("attempts", static t => t.Attempts),
        ("input", static t => t.Usage.Input + t.EstimatedUsage.Input),
        ("output", static t => t.Usage.Output + t.EstimatedUsage.Output),
        ("wasted", static t => t.WastedUsd),
        ("unknown", static t => t.UnknownAttempts),
    ];

    private readonly IReadOnlyList<Comparison<SpendRow>> _comparisons;

    private SpendOrder(IReadOnlyList<Comparison<SpendRow>> comparisons) => _comparisons = comparisons;

    /// <summary>What it can be, for help.</summary>
    public static string Words => string.Join(", ", Numbers.Select(static n => n.Name));

    /// <summary>
    /// Reads an order such as <c>usd</c>, <c>calls:asc</c> or <c>tenant,usd</c>: numbers fall and groups rise unless said.
    /// </summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static SpendOrder Parse(string text, IReadOnlyList<SpendKey> groupBy) =>
        new([.. text.Split(',').Select(part => ParseOne(part.Trim(), groupBy))]);

    /// <summary>The rows in this order; rows alike in it stay as they were.</summary>
    public IReadOnlyList<SpendRow> Sort(IReadOnlyList<SpendRow> rows) => [.. rows.Order(Comparer<SpendRow>.Create((a, b) =>
    {
        foreach (var compare in _comparisons)
        {
            if (compare(a, b) is var order and not 0)
            {
                return order;
            }
        }

        return 0;
    }))];

    private static Comparison<SpendRow> ParseOne(string text, IReadOnlyList<SpendKey> groupBy)
    {
        bool? rises = text.EndsWith(":asc", StringComparison.OrdinalIgnoreCase) ? true
            : text.EndsWith(":desc", StringComparison.OrdinalIgnoreCase) ? false
            : null;
        var name = rises is null ? text : text[..text.LastIndexOf(':')];
        foreach (var (word, read) in Numbers)
        {
            if (word.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return rises == true
                    ? (a, b) => read(a.Totals).CompareTo(read(b.Totals))
                    : (a, b) => read(b.Totals).CompareTo(read(a.Totals));
            }
        }

        for (var i = 0; i < groupBy.Count; i++)
        {
            if (groupBy[i].Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                var at = i;
                return rises == false
                    ? (a, b) => string.CompareOrdinal(b.Values[at], a.Values[at])
                    : (a, b) => string.CompareOrdinal(a.Values[at], b.Values[at]);
            }
        }

        throw new UsageException(
            $"'{text}' is not an order; it is one of {Words}, or what is grouped by, and may end in ':asc' or ':desc', such as calls:asc.");
    }
}

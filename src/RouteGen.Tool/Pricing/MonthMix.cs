using System.Globalization;
using RouteGen.Costs;
using RouteGen.Spend;
using RouteGen.Sqlite;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Pricing;

/// <summary>What a month's calls of each route took, by the lines of a spend store.</summary>
internal sealed class MonthMix
{
    private readonly Dictionary<string, RouteMonth> _routes = new(StringComparer.Ordinal);

    private MonthMix(string month) => Month = month;

    /// <summary>The month, as yyyy-MM.</summary>
    public string Month { get; }

    /// <summary>The routes that have lines, by name.</summary>
    public IReadOnlyDictionary<string, RouteMonth> Routes => _routes;

    /// <summary>Reads a month of a table.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">The SQLite file.</param>
    /// <param name="month">The month; null for the last one that is over.</param>
    /// <param name="table">The table.</param>
    /// <param name="reprice">What an attempt costs at the table's prices: its target and what it took.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UsageException">It is no month, or has no line of the table.</exception>
    public static async Task<MonthMix> ReadAsync(
        ToolHost host, string path, string? month, string table, Func<string, TokenUsage, decimal?> reprice, CancellationToken cancellation)
    {
        var from = First(host, month);
        var mix = new MonthMix(from.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        var others = new SortedSet<string>(StringComparer.Ordinal);
        using var store = SqliteSpendStore.OpenReadOnly(host.FullPath(path));
        await foreach (var line in store.ReadAsync(new SpendQuery(from, from.AddMonths(1)), cancellation))
        {
            if (line.Table != table)
            {
                others.Add(line.Table);
                continue;
            }

            if (!mix._routes.TryGetValue(line.Route, out var route))
            {
                mix._routes.Add(line.Route, route = new RouteMonth());
            }

            route.Add(line, reprice);
        }

        return mix._routes.Count > 0 ? mix : throw new UsageException(
            $"'{path}' has no calls of {table} in {mix.Month}"
            + (others.Count > 0 ? $"; it has some of {string.Join(", ", others)}." : ": name another month with --month."));
    }

    private static DateTimeOffset First(ToolHost host, string? month)
    {
        if (month is null)
        {
            var now = host.Time.GetUtcNow();
            return new DateTimeOffset(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero).AddMonths(-1);
        }

        return DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : throw new UsageException($"'{month}' is not a month such as 2026-10.");
    }
}

/// <summary>A month of one route.</summary>
internal sealed class RouteMonth
{
    private readonly Dictionary<TokenUsage, long> _served = [];
    private readonly HashSet<string> _withoutServer = new(StringComparer.Ordinal);
    private decimal? _repriced = 0m;
    private decimal _usd;
    private long _unknown;
    private long _attempts;
    private long _failed;
    private long _calls;

    /// <summary>Calls that began.</summary>
    public long Calls => _calls;

    public MonthPaid Paid => new(_usd, _unknown, _attempts, _failed, _repriced, _withoutServer.Count);

    /// <summary>The requests that were served: what they took, and how often.</summary>
    public CallMix Mix => new([.. _served.Select(static s => new AskedCall(s.Key, s.Value))]);

    public void Add(SpendLine line, Func<string, TokenUsage, decimal?> reprice)
    {
        // A call's first line is its attempt 1, or 0 where nothing was sent.
        if (line.Attempt <= 1)
        {
            _calls++;
            _withoutServer.Add(line.CallId);
        }

        _usd += line.CostUsd ?? 0m;
        _unknown += line.CostUsd is null ? 1 : 0;
        _repriced += Repriced(line, reprice);
        if (line.Attempt == 0)
        {
            return;
        }

        _attempts++;
        _failed += line.Fault == Fault.None ? 0 : 1;
        if (line.Fault == Fault.None && (line.Usage ?? line.EstimatedUsage) is { } usage)
        {
            _withoutServer.Remove(line.CallId);
            _served[usage] = _served.GetValueOrDefault(usage) + 1;
        }
    }

    /// <summary>What a provider stated is the bill, and what was not billed is not billed at any price.</summary>
    private static decimal? Repriced(SpendLine line, Func<string, TokenUsage, decimal?> reprice) =>
        line.CostSource == CostSource.Provider || line.Target is null
        || (line.CostUsd == 0m && line.Usage is null && line.EstimatedUsage is null)
            ? line.CostUsd
            : (line.Usage ?? line.EstimatedUsage) is { } usage ? reprice(line.Target, usage) : null;
}

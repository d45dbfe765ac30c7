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
    /// <param name="repricer">What attempts cost at the table's prices.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="UsageException">It is no month, or has no line of the table.</exception>
    public static async Task<MonthMix> ReadAsync(
        ToolHost host, string path, string? month, string table, SpendRepricer repricer, CancellationToken cancellation)
    {
        var from = First(host, month);
        var mix = new MonthMix(from.ToString("yyyy-MM", CultureInfo.InvariantCulture));
        var others = new SortedSet<string>(StringComparer.Ordinal);
        if (!File.Exists(host.FullPath(path)))
        {
            throw new UsageException($"There is no file '{path}'. Name the SQLite file with the spend: --spend spend.db");
        }

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

            route.Add(line, repricer);
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
    private readonly Dictionary<(TokenUsage Usage, ServiceTier? Tier), long> _served = [];
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
    public CallMix Mix => new([.. _served.Select(static s => new AskedCall(s.Key.Usage, s.Value) { Tier = s.Key.Tier })]);

    public void Add(SpendLine line, SpendRepricer repricer)
    {
        // A call's first line is its attempt 1, or 0 where nothing was sent.
        if (line.Attempt <= 1)
        {
            _calls++;
            _withoutServer.Add(line.CallId);
        }

        _usd += line.CostUsd ?? 0m;
        _unknown += line.CostUsd is null ? 1 : 0;

        // A bound is not a cost.
        _repriced += repricer.Reprice(line) is { CostSource: not CostSource.UpperBound } repriced ? repriced.CostUsd : null;
        if (line.Attempt == 0)
        {
            return;
        }

        _attempts++;
        _failed += line.Fault == Fault.None ? 0 : 1;
        if (line.Fault == Fault.None && (line.Usage ?? line.EstimatedUsage) is { } usage)
        {
            _withoutServer.Remove(line.CallId);
            var kind = (usage, line.ServiceTier);
            _served[kind] = _served.GetValueOrDefault(kind) + 1;
        }
    }
}

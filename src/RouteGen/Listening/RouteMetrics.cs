using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Records;

namespace RouteGen.Listening;

/// <summary>
/// The meter <c>RouteGen</c>. GenAI instruments as OpenTelemetry's semantic conventions 1.41.1 name them; users and tenants are never tags.
/// </summary>
internal static class RouteMetrics
{
    public static readonly Counter<long> Calls = RouteMeter.Instance.CreateCounter<long>("routegen.calls", "{call}", "Calls of routes");

    public static readonly Counter<long> Fallbacks = RouteMeter.Instance.CreateCounter<long>(
        "routegen.fallbacks", "{fallback}", "Advances along a chain");

    public static readonly Counter<double> Cost = RouteMeter.Instance.CreateCounter<double>("routegen.cost", "USD", "Cost of attempts");

    public static readonly Counter<double> CostWasted = RouteMeter.Instance.CreateCounter<double>(
        "routegen.cost.wasted", "USD", "Cost of attempts that did not serve");

    public static readonly Counter<double> CostCredit = RouteMeter.Instance.CreateCounter<double>(
        "routegen.cost.credit", "USD", "Cost of attempts that free credit of their providers paid");

    public static readonly Counter<double> CostLostCache = RouteMeter.Instance.CreateCounter<double>(
        "routegen.cost.lost_cache", "USD", "Cost of input that a cache would have had, had its operation not changed its target");

    public static readonly Counter<long> Stays = RouteMeter.Instance.CreateCounter<long>(
        "routegen.stays", "{call}", "Calls that began at the target that served their operation last, and not at the first choice");

    public static readonly Counter<long> CostDrifts = RouteMeter.Instance.CreateCounter<long>(
        "routegen.cost.drifts", "{attempt}", "Attempts whose stated cost differs from the table's price by more than the tolerance");

    public static readonly Counter<long> RecordsDropped = RouteMeter.Instance.CreateCounter<long>(
        "routegen.records.dropped", "{record}", "Records dropped because observers were too slow");

    private static readonly ConcurrentDictionary<IWatchedTable, bool> Tables = new();

    public static readonly ObservableGauge<int> TargetState = RouteMeter.Instance.CreateObservableGauge(
        "routegen.target.state",
        static () => Observe(Tables.Keys),
        "{state}", "Targets: 0 available, 1 skipped for a time or failing its probe, 2 disabled or not configured");

    public static readonly Histogram<long> TokenUsage = RouteMeter.Instance.CreateHistogram(
        "gen_ai.client.token.usage", "{token}", "Number of input and output tokens used", tags: null,
        new InstrumentAdvice<long>
        {
            HistogramBucketBoundaries = [1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864]
        });

    public static readonly Histogram<double> OperationDuration = RouteMeter.Instance.CreateHistogram(
        "gen_ai.client.operation.duration",
        "s", "GenAI operation duration", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    public static readonly Histogram<double> TimeToFirstChunk = RouteMeter.Instance.CreateHistogram(
        "gen_ai.client.operation.time_to_first_chunk",
        "s", "Time to the first chunk of a stream", tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = Seconds });

    /// <summary>Whether anybody would hear of an attempt that ends.</summary>
    public static bool AreAttemptsHeard =>
        OperationDuration.Enabled || TokenUsage.Enabled || Cost.Enabled || TimeToFirstChunk.Enabled || CostWasted.Enabled
        || CostCredit.Enabled;

    private static double[] Seconds => [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];

    /// <summary>Shows the targets of a table until <see cref="Unwatch"/>.</summary>
    public static void Watch(IWatchedTable table) => Tables[table] = true;

    public static void Unwatch(IWatchedTable table) => Tables.TryRemove(table, out _);

    /// <summary>The targets of the tables. What one table fails at is thrown when the others have been shown.</summary>
    internal static IEnumerable<Measurement<int>> Observe(IEnumerable<IWatchedTable> tables)
    {
        List<Exception>? failures = null;
        foreach (var table in tables)
        {
            foreach (var target in Read(table, ref failures))
            {
                yield return new Measurement<int>(
                    target.State, new("table", table.Name), new("target", target.Name), new("provider", target.Provider));
            }
        }

        if (failures is not null)
        {
            throw new AggregateException(failures);
        }
    }

    private static WatchedTarget[] Read(IWatchedTable table, ref List<Exception>? failures)
    {
        try
        {
            return [.. table.Targets];
        }
        catch (Exception e)
        {
            (failures ??= []).Add(e);
            return [];
        }
    }

    public static void RecordDrift(string route, string target) =>
        CostDrifts.Add(1, new TagList { { "route", route }, { "target", target } });
}

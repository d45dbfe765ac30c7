using System.Collections.Concurrent;
using RouteGen;

namespace SupportDesk.Operations;

/// <summary>What calls cost, by chargeback account: an observer of every route's records.</summary>
internal sealed class Spending : IRouteObserver
{
    private readonly ConcurrentDictionary<string, BucketSpending> _buckets = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, BucketSpending> ByBucket => _buckets;

    public ValueTask OnCompletedAsync(RouteRecord record, CancellationToken cancellationToken)
    {
        _buckets.AddOrUpdate(
            record.CostBucket, static (_, r) => default(BucketSpending).With(r), static (_, sum, r) => sum.With(r), record);
        return ValueTask.CompletedTask;
    }
}

/// <summary>The spending of one account.</summary>
/// <param name="Usd">Exact, over the calls whose cost is known.</param>
/// <param name="Calls">All calls.</param>
/// <param name="UnknownCost">Calls whose cost is not known; unknown is never 0.</param>
internal readonly record struct BucketSpending(decimal Usd, int Calls, int UnknownCost)
{
    public BucketSpending With(RouteRecord record) =>
        new(Usd + (record.CostUsd ?? 0m), Calls + 1, UnknownCost + (record.CostUsd is null ? 1 : 0));
}

using Microsoft.Extensions.Logging;
using RouteGen.Records;

namespace RouteGen.Spend;

/// <summary>
/// Writes every call to the <see cref="ISpendStore"/> that is registered, in the background and in the order in which calls ended. Unlike
/// an observer it misses none: a write that fails is logged, counted (<c>routegen.spend.failures</c>) and repeated, and the calls wait in
/// memory. Calls that are lost all the same are logged and counted (<c>routegen.spend.lost</c>): those beyond 100,000 that wait, those that
/// no repetition of an hour could write, and those that wait when the process ends.
/// </summary>
public sealed class SpendRecorder : IAsyncDisposable, IDisposable
{
    private const int Capacity = 100_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly StoreWriter<RouteRecord>? _writer;

    internal SpendRecorder(ISpendStore? store, ILogger log, TimeProvider time) =>
        _writer = store is null ? null : new StoreWriter<RouteRecord>(
            (calls, cancellationToken) => store.AppendAsync([.. calls.SelectMany(SpendLine.FromRecord)], cancellationToken),
            (count, e) =>
            {
                SpendMetrics.SpendFailures.Add(1);
                log.SpendNotWritten(count, e.GetType().Name, e);
            },
            calls =>
            {
                SpendMetrics.SpendLost.Add(calls.Count);
                foreach (var call in calls)
                {
                    log.SpendLost(call.Route, call.CostUsd ?? (object)"unknown", call.CostBucket, call.Id);
                }
            },
            Capacity, LongestWait, time).Start();

    /// <summary>How many calls have ended and are not in the store yet.</summary>
    public int Pending => _writer?.Pending ?? 0;

    /// <summary>Waits until every call that has ended by now is in the store, or lost: before a report, say.</summary>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _writer?.FlushAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Writes what waits, for a bounded time.</summary>
    public ValueTask DisposeAsync() => _writer?.DisposeAsync() ?? default;

    /// <summary>Writes what waits, for a bounded time.</summary>
    public void Dispose() => _writer?.Dispose();

    /// <summary>Takes a call on; never waits and never throws.</summary>
    internal void Add(RouteRecord record) => _writer?.Add(record);
}

using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;

namespace RouteGen.Records;

/// <summary>
/// Writes the record of every call to the <see cref="IRecordStore"/> that is registered, in the background and in the order in which calls
/// ended. A store that is slow or fails never touches a call: a write that fails is logged, counted
/// (<c>routegen.records.store_failures</c>) and repeated. Records that are lost all the same are logged and counted
/// (<c>routegen.records.lost</c>): those beyond 10,000 that wait, those that no repetition of ten minutes could write, and those that wait
/// when the process ends.
/// </summary>
public sealed class RecordKeeper : IAsyncDisposable, IDisposable
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);

    private static readonly Counter<long> Failures = RouteMeter.Instance.CreateCounter<long>(
        "routegen.records.store_failures", "{write}", "Failed writes to the record store, which are retried");

    private static readonly Counter<long> Lost = RouteMeter.Instance.CreateCounter<long>(
        "routegen.records.lost", "{record}", "Records that never reached the record store");

    private readonly StoreWriter<RouteRecord>? _writer;

    internal RecordKeeper(IRecordStore? store, ILogger log, TimeProvider time)
    {
        Store = store;
        _writer = store is null ? null : new StoreWriter<RouteRecord>(
            (records, cancellationToken) => store.AddAsync([.. records.Select(StoredRecord.FromRecord)], cancellationToken),
            (count, e) =>
            {
                Failures.Add(1);
                log.RecordsNotStored(count, e.GetType().Name, e);
            },
            records =>
            {
                Lost.Add(records.Count);
                log.RecordsLost(records.Count, records.First().Id);
            },
            Capacity, LongestWait, time).Start();
    }

    /// <summary>The store; null where none is registered.</summary>
    public IRecordStore? Store { get; }

    /// <summary>How many calls have ended whose records are not in the store yet.</summary>
    public int Pending => _writer?.Pending ?? 0;

    /// <summary>Waits until the record of every call that has ended by now is in the store, or lost.</summary>
    public Task FlushAsync(CancellationToken cancellationToken = default) => _writer?.FlushAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>Writes what waits, for a bounded time.</summary>
    public ValueTask DisposeAsync() => _writer?.DisposeAsync() ?? default;

    /// <summary>Writes what waits, for a bounded time.</summary>
    public void Dispose() => _writer?.Dispose();

    /// <summary>Takes a call on; never waits and never throws.</summary>
    internal void Add(RouteRecord record) => _writer?.Add(record);
}

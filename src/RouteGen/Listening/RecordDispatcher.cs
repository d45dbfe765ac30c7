using Microsoft.Extensions.Logging;
using RouteGen.Records;
using RouteGen.Spend;

namespace RouteGen.Listening;

/// <summary>
/// Hands records to the spend store, to the record store and to the observers, away from the calls. For observers it holds at most 10,000
/// records; beyond that, observers that cannot keep up lose the newest, which the metric <c>routegen.records.dropped</c> counts.
/// </summary>
/// <remarks>
/// Calls that end together do not wait for each other: a channel would take a lock for each record. Whoever adds a record while nobody
/// hands any out sets that going; it ends when there is none left.
/// </remarks>
internal sealed class RecordDispatcher : IThreadPoolWorkItem, IAsyncDisposable, IDisposable
{
    private const int Capacity = 10_000;

    private readonly IRouteObserver[] _observers;
    private readonly SpendRecorder _spend;
    private readonly RecordKeeper? _keeper;
    private readonly ILogger _log;
    private readonly Inbox<RouteRecord> _records = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly TaskCompletionSource _drained = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Records that no observer has got yet.</summary>
    private int _waiting;

    /// <summary>1 while records are handed out, else 0.</summary>
    private int _handingOut;
    private volatile bool _closed;

    public RecordDispatcher(IEnumerable<IRouteObserver> observers, SpendRecorder spend, ILogger log, RecordKeeper? keeper = null)
    {
        _observers = observers.ToArray();
        _spend = spend;
        _keeper = keeper;
        _log = log;
    }

    /// <summary>How long the end of the container waits for the observers.</summary>
    public TimeSpan DrainTime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the observers have got every record that was sent.</summary>
    public bool IsIdle => Volatile.Read(ref _waiting) == 0 && Volatile.Read(ref _handingOut) == 0;

    public void Send(RouteRecord record)
    {
        _spend.Add(record);
        _keeper?.Add(record);
        if (_observers.Length > 0)
        {
            Add(record);
        }
    }

    /// <summary>Lets the observers finish, for a bounded time.</summary>
    public async ValueTask DisposeAsync()
    {
        Close();
        await Task.WhenAny(_drained.Task, Task.Delay(DrainTime)).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        Close();
#pragma warning disable RS0030 // A container that is disposed of synchronously has no other way to let the last records out.
        _drained.Task.Wait(DrainTime);
#pragma warning restore RS0030
        _stop.Cancel();
    }

    /// <summary>Hands out what there is; called by the thread pool.</summary>
    void IThreadPoolWorkItem.Execute() => _ = HandOutAsync();

    private void Add(RouteRecord record)
    {
        if (_closed || !TryTakePlace())
        {
            RouteMetrics.RecordsDropped.Add(1);
            return;
        }

        _records.Add(record);
        Begin();
    }

    private bool TryTakePlace()
    {
        if (Interlocked.Increment(ref _waiting) <= Capacity)
        {
            return true;
        }

        Interlocked.Decrement(ref _waiting);
        return false;
    }

    private void Begin()
    {
        if (TryBegin())
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private bool TryBegin() => Volatile.Read(ref _handingOut) == 0 && Interlocked.CompareExchange(ref _handingOut, 1, 0) == 0;

    private async Task HandOutAsync()
    {
        do
        {
            for (var next = _records.TakeAll(); next is not null; next = next.Next)
            {
                Interlocked.Decrement(ref _waiting);
                await TellAsync(next.Item).ConfigureAwait(false);
            }

            // A record that came after the last look is its caller's to begin with, or ours if we look again: both look after they wrote.
            Interlocked.Exchange(ref _handingOut, 0);
        }
        while (!_records.IsEmpty && TryBegin());

        TryEnd();
    }

    /// <summary>
    /// Whoever has handed out looks whether it was the last. It may come to that late, when another has begun meanwhile, and has taken all
    /// that there was without having told it: then the end is that one's to say.
    /// </summary>
    /// <returns>Whether no more will come, and all is told.</returns>
    internal bool TryEnd()
    {
        // In this order: what is no longer there is in the hands of one who counts as handing out until it is told.
        if (_closed && _records.IsEmpty && Volatile.Read(ref _handingOut) == 0)
        {
            _drained.TrySetResult();
            return true;
        }

        return false;
    }

    private async ValueTask TellAsync(RouteRecord record)
    {
        foreach (var observer in _observers)
        {
            try
            {
                await observer.OnCompletedAsync(record, _stop.Token).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                _log.ObserverFailed(observer.GetType().FullName, e);
            }
        }
    }

    private void Close()
    {
        _closed = true;
        if (_observers.Length == 0)
        {
            _drained.TrySetResult();
            return;
        }

        // Whoever hands out last sees that no more will come: who does so now, or else this. Written before it is looked who does.
        Interlocked.MemoryBarrier();
        Begin();
    }
}

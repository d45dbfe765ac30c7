using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using RouteGen.Spend;

namespace RouteGen.Listening;

/// <summary>
/// Hands records to the spend store and to the observers, away from the calls. For observers it holds at most 10,000 records; beyond that,
/// observers that cannot keep up lose the newest, which the metric <c>routegen.records.dropped</c> counts.
/// </summary>
internal sealed class RecordDispatcher : IAsyncDisposable, IDisposable
{
    private const int Capacity = 10_000;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(5);

    private readonly IRouteObserver[] _observers;
    private readonly SpendRecorder _spend;
    private readonly ILogger _log;
    private readonly Channel<RouteRecord>? _records;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _reading;

    public RecordDispatcher(IEnumerable<IRouteObserver> observers, SpendRecorder spend, ILogger log)
    {
        _observers = observers.ToArray();
        _spend = spend;
        _log = log;
        if (_observers.Length > 0)
        {
            _records = Channel.CreateBounded<RouteRecord>(
                new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
            _reading = Task.Run(ReadAsync);
        }
        else
        {
            _reading = Task.CompletedTask;
        }
    }

    public void Send(RouteRecord record)
    {
        _spend.Add(record);
        if (_records is not null && !_records.Writer.TryWrite(record))
        {
            RouteMetrics.RecordsDropped.Add(1);
        }
    }

    /// <summary>Lets the observers finish, for a bounded time.</summary>
    public async ValueTask DisposeAsync()
    {
        _records?.Writer.TryComplete();
        await Task.WhenAny(_reading, Task.Delay(DrainTime)).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
    }

    public void Dispose()
    {
        _records?.Writer.TryComplete();
#pragma warning disable RS0030 // A container that is disposed of synchronously has no other way to let the last records out.
        _reading.Wait(DrainTime);
#pragma warning restore RS0030
        _stop.Cancel();
    }

    private async Task ReadAsync()
    {
        await foreach (var record in _records!.Reader.ReadAllAsync().ConfigureAwait(false))
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
    }
}

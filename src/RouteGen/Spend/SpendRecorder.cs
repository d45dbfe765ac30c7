using System.Threading.Channels;
using Microsoft.Extensions.Logging;

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
    private const int CallsPerWrite = 256;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    private readonly ISpendStore? _store;
    private readonly ILogger _log;
    private readonly TimeProvider _time;
    private readonly Channel<object> _calls = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;
    private int _pending;

    internal SpendRecorder(ISpendStore? store, ILogger log, TimeProvider time)
    {
        (_store, _log, _time) = (store, log, time);
        _writing = store is null ? Task.CompletedTask : Task.Run(WriteAllAsync);
    }

    /// <summary>How many calls have ended and are not in the store yet.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Waits until every call that has ended by now is in the store, or lost: before a report, say.</summary>
    public async Task FlushAsync(CancellationToken cancellationToken = default)
    {
        var mark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (_store is not null)
        {
            await (_calls.Writer.TryWrite(mark) ? mark.Task : _writing).WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Writes what waits, for a bounded time.</summary>
    public async ValueTask DisposeAsync()
    {
        _calls.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(DrainTime)).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(_writing, Task.Delay(DrainTime)).ConfigureAwait(false);
    }

    /// <summary>Writes what waits, for a bounded time.</summary>
    public void Dispose()
    {
        _calls.Writer.TryComplete();
#pragma warning disable RS0030 // A container that is disposed of synchronously has no other way to let the last calls be written.
        _writing.Wait(DrainTime);
        _stop.Cancel();
        _writing.Wait(DrainTime);
#pragma warning restore RS0030
    }

    /// <summary>Takes a call on; never waits and never throws.</summary>
    internal void Add(RouteRecord record)
    {
        if (_store is null)
        {
            return;
        }

        if (Interlocked.Increment(ref _pending) > Capacity || !_calls.Writer.TryWrite(record))
        {
            Lose([record]);
        }
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<RouteRecord>(CallsPerWrite);
        var marks = new List<TaskCompletionSource>();
        while (await _calls.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < CallsPerWrite && _calls.Reader.TryRead(out var next))
            {
                if (next is RouteRecord record)
                {
                    batch.Add(record);
                }
                else
                {
                    marks.Add((TaskCompletionSource)next);
                }
            }

            await WriteAsync(batch, LongestWait).ConfigureAwait(false);
            marks.ForEach(static m => m.TrySetResult());
            marks.Clear();
            batch.Clear();
        }
    }

    /// <summary>
    /// Writes calls, again and again where that fails. What cannot be written together is tried call by call, so that one
    /// that a store refuses takes no other along.
    /// </summary>
    private async Task WriteAsync(List<RouteRecord> calls, TimeSpan patience)
    {
        var started = _time.GetTimestamp();
        for (var wait = TimeSpan.FromMilliseconds(100); ; wait = wait < TimeSpan.FromSeconds(30) ? wait * 2 : wait)
        {
            if (await TryWriteAsync(calls).ConfigureAwait(false))
            {
                Interlocked.Add(ref _pending, -calls.Count);
                return;
            }

            if (_stop.IsCancellationRequested || _time.GetElapsedTime(started) >= patience)
            {
                break;
            }

            await Task.Delay(wait, _time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (calls.Count > 1 && !_stop.IsCancellationRequested)
        {
            foreach (var call in calls)
            {
                await WriteAsync([call], TimeSpan.Zero).ConfigureAwait(false);
            }
        }
        else
        {
            Lose(calls);
        }
    }

    private async Task<bool> TryWriteAsync(List<RouteRecord> calls)
    {
        try
        {
            await _store!.AppendAsync([.. calls.SelectMany(SpendLine.FromRecord)], _stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            SpendMetrics.SpendFailures.Add(1);
            _log.SpendNotWritten(calls.Count, e.GetType().Name, e);
            return false;
        }
    }

    private void Lose(IReadOnlyCollection<RouteRecord> calls)
    {
        Interlocked.Add(ref _pending, -calls.Count);
        SpendMetrics.SpendLost.Add(calls.Count);
        foreach (var call in calls)
        {
            _log.SpendLost(call.Route, call.CostUsd ?? (object)"unknown", call.CostBucket, call.Id);
        }
    }
}

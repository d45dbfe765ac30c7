using System.Threading.Channels;

namespace RouteGen.Records;

/// <summary>
/// Hands what calls leave behind to a store, in the background, in batches and in order. Taking one on never waits and never throws. A
/// write that fails is told and repeated; what waits is bounded, and what is lost is told.
/// </summary>
/// <param name="write">Writes all of a batch, or none when it throws.</param>
/// <param name="failed">Told of each write that failed.</param>
/// <param name="lost">Told of what will never be written.</param>
/// <param name="capacity">How many may wait.</param>
/// <param name="patience">How long a batch is repeated.</param>
/// <param name="time">The clock.</param>
internal sealed class StoreWriter<T>(
    Func<IReadOnlyList<T>, CancellationToken, ValueTask> write, Action<int, Exception> failed, Action<IReadOnlyCollection<T>> lost,
    int capacity, TimeSpan patience, TimeProvider time) : IAsyncDisposable, IDisposable
    where T : class
{
    private const int MostPerWrite = 256;
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(10);

    private readonly Channel<object> _waiting = Channel.CreateUnbounded<object>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private Task _writing = Task.CompletedTask;
    private int _pending;

    /// <summary>How many are not in the store yet.</summary>
    public int Pending => Volatile.Read(ref _pending);

    /// <summary>Begins to write.</summary>
    public StoreWriter<T> Start()
    {
        _writing = Task.Run(WriteAllAsync);
        return this;
    }

    /// <summary>Takes one on; never waits and never throws.</summary>
    public void Add(T item)
    {
        if (Interlocked.Increment(ref _pending) > capacity || !_waiting.Writer.TryWrite(item))
        {
            Lose([item]);
        }
    }

    /// <summary>Waits until all that was taken on by now is in the store, or lost.</summary>
    public Task FlushAsync(CancellationToken cancellationToken)
    {
        var mark = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return (_waiting.Writer.TryWrite(mark) ? mark.Task : _writing).WaitAsync(cancellationToken);
    }

    /// <summary>Writes what waits, for a bounded time.</summary>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await Task.WhenAny(_writing, Task.Delay(DrainTime)).ConfigureAwait(false);
        await _stop.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(_writing, Task.Delay(DrainTime)).ConfigureAwait(false);
    }

    /// <summary>Writes what waits, for a bounded time.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
#pragma warning disable RS0030 // A container that is disposed of synchronously has no other way to let the last ones be written.
        _writing.Wait(DrainTime);
        _stop.Cancel();
        _writing.Wait(DrainTime);
#pragma warning restore RS0030
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<T>(MostPerWrite);
        var marks = new List<TaskCompletionSource>();
        while (await _waiting.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (batch.Count < MostPerWrite && _waiting.Reader.TryRead(out var next))
            {
                if (next is T item)
                {
                    batch.Add(item);
                }
                else
                {
                    marks.Add((TaskCompletionSource)next);
                }
            }

            await WriteAsync(batch, patience).ConfigureAwait(false);
            marks.ForEach(static m => m.TrySetResult());
            marks.Clear();
            batch.Clear();
        }
    }

    /// <summary>
    /// Writes a batch, again and again where that fails. What cannot be written together is tried one by one, so that one
    /// that a store refuses takes no other along.
    /// </summary>
    private async Task WriteAsync(List<T> batch, TimeSpan within)
    {
        var started = time.GetTimestamp();
        for (var wait = TimeSpan.FromMilliseconds(100); ; wait = wait < TimeSpan.FromSeconds(30) ? wait * 2 : wait)
        {
            if (await TryWriteAsync(batch).ConfigureAwait(false))
            {
                Interlocked.Add(ref _pending, -batch.Count);
                return;
            }

            if (_stop.IsCancellationRequested || time.GetElapsedTime(started) >= within)
            {
                break;
            }

            await Task.Delay(wait, time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (batch.Count > 1 && !_stop.IsCancellationRequested)
        {
            foreach (var item in batch)
            {
                await WriteAsync([item], TimeSpan.Zero).ConfigureAwait(false);
            }
        }
        else
        {
            Lose(batch);
        }
    }

    private async Task<bool> TryWriteAsync(List<T> batch)
    {
        try
        {
            await write(batch, _stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            failed(batch.Count, e);
            return false;
        }
    }

    private void Lose(IReadOnlyCollection<T> items)
    {
        Interlocked.Add(ref _pending, -items.Count);
        lost(items);
    }
}

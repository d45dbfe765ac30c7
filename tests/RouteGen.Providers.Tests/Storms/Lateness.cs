using System.Collections.Concurrent;
using System.Diagnostics;

namespace RouteGen.Providers.Tests.Storms;

/// <summary>
/// A canary: a timer beside the calls that notes how late it is told. What timers and threads of this machine owe a call
/// at a moment is not a fault of the call's.
/// </summary>
internal sealed class Lateness : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentQueue<(long Due, long Told)> _beats = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _beating;

    public Lateness() => _beating = Task.Run(BeatAsync);

    /// <summary>
    /// The latest that a timer was in the time between two time stamps, one that was due then and is not told yet included.
    /// </summary>
    public TimeSpan Worst(long from, long to) =>
        _beats.Where(beat => beat.Due <= to && beat.Told >= from)
            .Select(beat => Stopwatch.GetElapsedTime(beat.Due, beat.Told)).DefaultIfEmpty().Max();

    /// <summary>Waits until all that was due is told.</summary>
    public Task CatchUpAsync() => Task.Delay(4 * Beat);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _beating;
        _stopping.Dispose();
    }

    private async Task BeatAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            var due = Stopwatch.GetTimestamp() + (long)(Beat.TotalSeconds * Stopwatch.Frequency);
            await Task.Delay(Beat).ConfigureAwait(false);
            _beats.Enqueue((due, Stopwatch.GetTimestamp()));
        }
    }
}

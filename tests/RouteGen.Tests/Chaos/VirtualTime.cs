namespace RouteGen.Tests.Chaos;

/// <summary>A clock that jumps to its next timer when it is told to, and knows which timers were never given back.</summary>
internal sealed class VirtualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<(VirtualTimer Timer, int Version), (long Due, long Order)> _queue = new();
    private readonly DateTimeOffset _start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private long _now;
    private long _order;

    /// <summary>Timers that are neither disposed of nor spent.</summary>
    public int Armed { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Interlocked.Read(ref _now);

    public override DateTimeOffset GetUtcNow() => _start.AddTicks(Interlocked.Read(ref _now));

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Jumps to the next timer and runs it. False when there is none, or none that is due by then.</summary>
    /// <param name="until">A timestamp that is not passed.</param>
    public bool AdvanceToNext(long until = long.MaxValue)
    {
        VirtualTimer timer;
        lock (_gate)
        {
            while (true)
            {
                if (!_queue.TryPeek(out var next, out var key) || key.Due > until)
                {
                    return false;
                }

                _queue.Dequeue();
                if (next.Version == next.Timer.Version)
                {
                    timer = next.Timer;
                    _now = Math.Max(_now, key.Due);
                    if (timer.Period > TimeSpan.Zero)
                    {
                        _queue.Enqueue(next, (_now + timer.Period.Ticks, _order++));
                    }
                    else
                    {
                        timer.Version++;
                        Armed--;
                        timer.IsArmed = false;
                    }

                    break;
                }
            }
        }

        timer.Run();
        return true;
    }

    /// <summary>
    /// A delay whose end, by time or by cancellation, runs on at once on the thread that brings it about.
    /// <see cref="Task.Delay(TimeSpan, TimeProvider, CancellationToken)"/> hands a cancelled wait to the thread pool,
    /// and virtual time would run away from it.
    /// </summary>
    public async Task DelayAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        var end = new TaskCompletionSource();
        using var timer = CreateTimer(_ => end.TrySetResult(), null, delay, Timeout.InfiniteTimeSpan);
        using var registration = cancellationToken.Register(() => end.TrySetCanceled(cancellationToken));
        await end.Task.ConfigureAwait(false);
    }

    private void Arm(VirtualTimer timer, TimeSpan due, TimeSpan period, bool disposing)
    {
        lock (_gate)
        {
            timer.Version++;
            timer.Period = period;
            var arm = !disposing && due != Timeout.InfiniteTimeSpan;
            Armed += (arm ? 1 : 0) - (timer.IsArmed ? 1 : 0);
            timer.IsArmed = arm;
            if (arm)
            {
                _queue.Enqueue((timer, timer.Version), (_now + due.Ticks, _order++));
            }
        }
    }

    private sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
    {
        public int Version { get; set; }

        public bool IsArmed { get; set; }

        public TimeSpan Period { get; set; }

        public void Run() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            time.Arm(this, dueTime, period, disposing: false);
            return true;
        }

        public void Dispose() => time.Arm(this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan, disposing: true);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}

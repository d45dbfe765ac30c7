namespace RouteGen.Budgets;

/// <summary>
/// Stands before a ledger that is not this process's memory. Each operation has a bound, whatever the ledger does, and may
/// block. While a ledger hangs, one caller at a time tries it, and the others know at once; the first answer that comes,
/// of whichever operation, lets all in again.
/// </summary>
internal sealed class LedgerGate(TimeProvider time)
{
    /// <summary>What takes no longer is no sign of a ledger that hangs, and may keep a reply waiting.</summary>
    public static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(100);

    private readonly LedgerThreads _threads = new();
    private readonly Lock _gate = new();
    private long _latestAnswered = long.MinValue;
    private bool _hangs;
    private bool _fails;
    private bool _isTried;

    /// <summary>Tells that a ledger answers again that hung or failed.</summary>
    public event Action? Recovered;

    /// <summary>Whether the ledger has not answered in time, nor anybody since.</summary>
    public bool Hangs => Volatile.Read(ref _hangs);

    /// <summary>Begins an operation, and sees to what becomes of it.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="started">The timestamp at which it began.</param>
    /// <param name="cancellationToken">Handed to the operation; one that is cancelled before a thread is free does not begin.</param>
    public Task<T> Start<T>(
        Func<CancellationToken, ValueTask<T>> operation, out long started, CancellationToken cancellationToken = default)
    {
        var begun = started = time.GetTimestamp();
        var running = _threads.RunAsync(() => operation(cancellationToken).AsTask(), cancellationToken);
        _ = running.ContinueWith(
            t => End(t, begun), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return running;
    }

    /// <summary>Runs an operation and waits for it within a bound.</summary>
    /// <param name="operation">The operation; its token is cancelled when it is given up.</param>
    /// <param name="bound">How long it is waited for.</param>
    /// <param name="given">Gets the operation that goes on when it is given up, before this method throws.</param>
    /// <param name="cancellationToken">The caller's.</param>
    /// <exception cref="LedgerHangsException">The bound has passed, or the ledger hangs and another caller is trying it.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled; at once, whatever the ledger does.</exception>
    public async Task<T> AskAsync<T>(
        Func<CancellationToken, ValueTask<T>> operation, TimeSpan bound, Action<Task> given, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!TryEnter(out var isTrial))
        {
            throw new LedgerHangsException();
        }

        // Not disposed of: an operation that is given up may hold on to it.
        var giveUp = new CancellationTokenSource();
        Task<T>? running = null;
        try
        {
            running = Start(operation, out var started, giveUp.Token);
            try
            {
                return await running.WaitAsync(bound, time, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException) when (!running.IsCompleted)
            {
                if (bound >= Moment)
                {
                    NoteHang(started);
                }

                throw new LedgerHangsException();
            }
        }
        finally
        {
            if (running is { IsCompleted: false })
            {
                given(running);
                // Not on this thread: what a ledger does when it is cancelled can block too.
                _ = giveUp.CancelAsync().ContinueWith(static t => _ = t.Exception, TaskScheduler.Default);
            }

            if (isTrial)
            {
                lock (_gate)
                {
                    _isTried = false;
                }
            }
        }
    }

    /// <summary>Notes that an operation has not come back, unless one that began later has.</summary>
    public void NoteHang(long started)
    {
        lock (_gate)
        {
            _hangs |= _latestAnswered < started;
        }
    }

    private bool TryEnter(out bool isTrial)
    {
        lock (_gate)
        {
            isTrial = _hangs && !_isTried;
            _isTried |= isTrial;
            return isTrial || !_hangs;
        }
    }

    private void End(Task operation, long started)
    {
        bool recovered;
        lock (_gate)
        {
            if (!operation.IsCompletedSuccessfully)
            {
                // Reading it is what keeps the exception of an operation that nobody waits for from being unobserved.
                _fails |= operation.Exception is not null;
                return;
            }

            _latestAnswered = Math.Max(_latestAnswered, started);
            recovered = _hangs || _fails;
            _hangs = _fails = false;
        }

        if (recovered)
        {
            Recovered?.Invoke();
        }
    }
}

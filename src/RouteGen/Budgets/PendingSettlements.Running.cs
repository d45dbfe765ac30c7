namespace RouteGen.Budgets;

/// <summary>
/// Settlements that their ledger has before it. Nobody waits for them: what fails, or takes longer than a moment, is left to the rounds.
/// </summary>
internal sealed partial class PendingSettlements
{
    private readonly HashSet<PendingSettlement> _running = [];
    private readonly ITimer _watch;
    private bool _isWatching;

    /// <summary>
    /// Begins a settlement and returns at once. It is left to the rounds from the start where the ledger hangs, or still has something
    /// of the same reservation before it.
    /// </summary>
    public void Start(PendingSettlement settlement)
    {
        if (settlement.Earlier is not null || _ledger.Hangs)
        {
            Add(settlement);
            return;
        }

        var running = _ledger.Start(
            async _ =>
            {
                await settlement.Lease.SettleAsync(settlement.Actual).ConfigureAwait(false);
                return true;
            },
            out var started);
        Follow(settlement, running, started);
    }

    /// <summary>Sees to what becomes of a settlement that has begun.</summary>
    /// <param name="settlement">The settlement.</param>
    /// <param name="running">Its end.</param>
    /// <param name="started">The timestamp at which it began.</param>
    public void Follow(PendingSettlement settlement, Task running, long started)
    {
        (settlement.Earlier, settlement.EarlierStarted) = (running, started);
        lock (_gate)
        {
            // After the end of the container nobody can wait for it; it may go through all the same.
            if (!_isOver)
            {
                _running.Add(settlement);
                if (!_isWatching)
                {
                    _isWatching = _watch.Change(LedgerGate.Moment, Timeout.InfiniteTimeSpan);
                }
            }
        }

        _ = running.ContinueWith(
            static (ended, state) =>
            {
                var (settlements, settlement) = ((PendingSettlements, PendingSettlement))state!;
                settlements.Ended(settlement, ended);
            },
            (this, settlement),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Ends when all that has been begun or taken over by now is settled, or given up for lost.</summary>
    public Task SettledAsync()
    {
        lock (_gate)
        {
            return _running.Count + _open.Count == 0
                ? Task.CompletedTask
                : Task.WhenAll(_running.Concat(_open).Select(static s =>
                    (s.Over ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task).ToArray());
        }
    }

    /// <summary>Settled: whoever waits for what it gave back is woken.</summary>
    private void Land(PendingSettlement settlement)
    {
        _room.Wake(settlement.Actual);
        End(settlement);
    }

    private void End(PendingSettlement settlement)
    {
        lock (_gate)
        {
            _running.Remove(settlement);
            _open.Remove(settlement);
            settlement.Over?.TrySetResult();
        }
    }

    private void Ended(PendingSettlement settlement, Task running)
    {
        if (running.IsCompletedSuccessfully)
        {
            // The rounds may have it by now. Whoever waits for room does not wait for the next one.
            Land(settlement);
            return;
        }

        var problem = Problem(running);
        bool isOver;
        lock (_gate)
        {
            isOver = _isOver;
            if (!isOver && !_running.Remove(settlement))
            {
                return;
            }

            if (!isOver)
            {
                settlement.Earlier = null;
                Open(settlement);
            }
        }

        settlement.Log.SettlementPostponed(settlement.Route, problem);
        if (isOver)
        {
            Lose(settlement);
        }
    }

    private static string Problem(Task failed) =>
        (failed.Exception?.InnerException ?? failed.Exception)?.GetType().Name ?? nameof(OperationCanceledException);

    /// <summary>One timer for all of them, that runs only while there are any, in the context of none.</summary>
    private ITimer Watch()
    {
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            return _time.CreateTimer(
                static settlements => ((PendingSettlements)settlements!).LookAfter(),
                this,
                Timeout.InfiniteTimeSpan,
                Timeout.InfiniteTimeSpan);
        }
    }

    private void LookAfter()
    {
        lock (_gate)
        {
            _isWatching = false;
            if (_isOver)
            {
                return;
            }

            OpenRunning(LedgerGate.Moment);
            _isWatching = _running.Count > 0 && _watch.Change(LedgerGate.Moment, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Leaves to the rounds what has run for so long. The gate is held.</summary>
    private void OpenRunning(TimeSpan time)
    {
        if (_running.Count == 0)
        {
            return;
        }

        foreach (var settlement in _running.Where(s => _time.GetElapsedTime(s.EarlierStarted) >= time).ToArray())
        {
            _running.Remove(settlement);
            Open(settlement);
        }
    }
}

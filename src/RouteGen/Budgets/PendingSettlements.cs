namespace RouteGen.Budgets;

/// <summary>
/// Settles away from calls what could not be settled at once, again and again, until it goes
/// through, an hour has passed or the process ends.
/// </summary>
internal sealed partial class PendingSettlements
{
    private const int Together = 16;

    /// <summary>As long as an expired reservation is known to its ledger.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    /// <summary>An operation that has not come back after this long never will: its connection is dead.</summary>
    private static readonly TimeSpan Dead = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan DrainPause = TimeSpan.FromMilliseconds(20);

    private readonly LedgerGate _ledger;
    private readonly RoomQueues _room;
    private readonly TimeSpan _bound;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private readonly List<PendingSettlement> _open = [];
    private readonly TaskCompletionSource _draining = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _recovered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _pump = Task.CompletedTask;
    private bool _isPumping;
    private bool _isOver;

    /// <param name="ledger">The ledger's gate.</param>
    /// <param name="room">Calls that wait for what is given back.</param>
    /// <param name="bound">How long one try is waited for.</param>
    /// <param name="time">The clock.</param>
    public PendingSettlements(LedgerGate ledger, RoomQueues room, TimeSpan bound, TimeProvider time)
    {
        _ledger = ledger;
        _room = room;
        _bound = bound;
        _time = time;
        _watch = Watch();
        ledger.Recovered += () => Interlocked.Exchange(
            ref _recovered, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    private int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _open.Count;
            }
        }
    }

    /// <summary>Takes over a settlement.</summary>
    public void Add(PendingSettlement settlement)
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                Open(settlement);
                return;
            }
        }

        Lose(settlement);
    }

    /// <summary>
    /// Settles what is left, within a bound, and tells what could not be. In the machine's time: it is
    /// the end of the process that is waited for.
    /// </summary>
    public async Task DrainAsync(TimeSpan bound)
    {
        _draining.TrySetResult();
        using var stop = new CancellationTokenSource();
        var over = Task.Delay(bound, stop.Token);
        PendingSettlement[]? left = null;
        while (left is null)
        {
            Task pump;
            lock (_gate)
            {
                // Calls that end meanwhile are waited for as well.
                OpenRunning(TimeSpan.Zero);
                pump = _pump;
                if (_open.Count == 0 || over.IsCompleted)
                {
                    _isOver = true;
                    left = [.. _open];
                    _open.Clear();
                }
            }

            if (left is null)
            {
                await Task.WhenAny(pump, over).ConfigureAwait(false);
            }
        }

        await stop.CancelAsync().ConfigureAwait(false);
        await _watch.DisposeAsync().ConfigureAwait(false);
        Array.ForEach(left, Lose);
    }

    /// <summary>Leaves a settlement to the rounds. The gate is held.</summary>
    private void Open(PendingSettlement settlement)
    {
        _open.Add(settlement);
        if (!_isPumping)
        {
            _isPumping = true;
            _pump = Task.Run(PumpAsync);
        }
    }

    private void Lose(PendingSettlement settlement)
    {
        End(settlement);
        var amounts = Array.FindAll(settlement.Actual, static c => c.Amount > BudgetAmount.Zero);
        if (amounts.Length > 0)
        {
            BudgetMetrics.SettlementsLost.Add(1);
            settlement.Log.SettlementLost(string.Join(
                ", ", amounts.Select(static c => FormattableString.Invariant($"{c.Account.Budget} {c.Amount.Units} {c.Account.Unit}"))));
        }
    }

    private async Task PumpAsync()
    {
        for (var pause = FirstPause; ;)
        {
            await PauseAsync(pause).ConfigureAwait(false);
            var isWell = await TryAllAsync().ConfigureAwait(false);
            lock (_gate)
            {
                if (_open.Count == 0)
                {
                    _isPumping = false;
                    return;
                }
            }

            pause = isWell ? FirstPause : pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <summary>Waits, no longer than until the ledger answers again, and never less than the first pause.</summary>
    private async Task PauseAsync(TimeSpan pause)
    {
        if (_draining.Task.IsCompleted)
        {
            await Task.Delay(DrainPause).ConfigureAwait(false);
            return;
        }

        var recovered = Volatile.Read(ref _recovered).Task;
        using var over = new CancellationTokenSource();
        await Task.WhenAny(Task.Delay(FirstPause, _time, over.Token), _draining.Task).ConfigureAwait(false);
        await Task.WhenAny(Task.Delay(pause - FirstPause, _time, over.Token), recovered, _draining.Task).ConfigureAwait(false);
        await over.CancelAsync().ConfigureAwait(false);
    }

    /// <summary>Tries each once; while the ledger hangs, one.</summary>
    private async Task<bool> TryAllAsync()
    {
        PendingSettlement[] round;
        lock (_gate)
        {
            round = [.. _open];
        }

        List<PendingSettlement> failed = [];
        for (var i = 0; i < round.Length && (failed.Count == 0 || !_ledger.Hangs);)
        {
            var together = round[i..Math.Min(round.Length, i + (_ledger.Hangs ? 1 : Together))];
            i += together.Length;
            var settled = await Task.WhenAll(Array.ConvertAll(together, TrySettleAsync)).ConfigureAwait(false);
            lock (_gate)
            {
                _open.RemoveAll(s => Array.IndexOf(together, s) is >= 0 and var at && settled[at]);
            }

            failed.AddRange(together.Where((_, at) => !settled[at]));
        }

        if (failed.Find(static f => f.Problem is not null) is { } first)
        {
            first.Log.SettlementStillPostponed(Waiting, first.Problem!);
        }

        return failed.Count == 0;
    }

    /// <summary>True when it is over: settled, or given up.</summary>
    private async Task<bool> TrySettleAsync(PendingSettlement settlement)
    {
        if (settlement.Earlier is { IsCompleted: false })
        {
            var waited = _time.GetElapsedTime(settlement.EarlierStarted);
            if (waited >= _bound)
            {
                _ledger.NoteHang(settlement.EarlierStarted);
            }

            if (waited < Dead)
            {
                return false;
            }
        }

        if (!settlement.Lease.IsSettled && !await TryAsync(settlement).ConfigureAwait(false))
        {
            if (_time.GetElapsedTime(settlement.Since) < LongestWait)
            {
                return false;
            }

            Lose(settlement);
        }

        Land(settlement);
        return true;
    }

    private async Task<bool> TryAsync(PendingSettlement settlement)
    {
        var started = _time.GetTimestamp();
        try
        {
            // Its token is not the ledger's to see: one that is slow and not dead settles in its own time.
            await _ledger.AskAsync(
                async _ =>
                {
                    await settlement.Lease.SettleAsync(settlement.Actual).ConfigureAwait(false);
                    return true;
                },
                _bound,
                running => (settlement.Earlier, settlement.EarlierStarted) = (running, started),
                CancellationToken.None).ConfigureAwait(false);
            return true;
        }
        catch (Exception e)
        {
            settlement.Problem = e.GetType().Name;
            return false;
        }
    }
}

using RouteGen.Budgets;
using RouteGen.Costs;
using RouteGen.Definitions;
using RouteGen.Plans;

namespace RouteGen.Calls;

/// <summary>
/// The budgets of one call: one reservation, at the most expensive target that remains, resized along the chain and settled once. They say
/// whether the call may go on, and do not end it. Attempts follow one another, so nothing here is locked.
/// </summary>
internal sealed partial class CallBudgets(RouteCall call, BudgetKeeping keeping)
{
    private readonly BudgetLease _lease = new(keeping.Ledger, Lifetime(call, keeping));
    private List<string>? _warned;
    private BudgetLine[] _lines = [];
    private BudgetCharge[]? _charges;
    private bool _unchecked;
    private bool _isFitted;
    private Task? _abandoned;
    private long _abandonedAt;

    /// <summary>The budget that had no room.</summary>
    public string? Exceeded { get; private set; }

    /// <summary>Whether time may have passed over them: one in memory, with room, answers at once.</summary>
    public bool MayHaveTakenTime { get; private set; } = keeping.Access.Gate is not null || keeping.Limits is not null;

    /// <summary>What they said to one more attempt at a target that was asked already; null where they let the call go on.</summary>
    public BudgetRefusal? Refusal { get; set; }

    /// <summary>By how much the call could come to more than a budget with <c>"reserve": "expected"</c> reserved, in USD.</summary>
    public decimal? PossibleOverrunUsd { get; private set; }

    /// <summary>The same in tokens.</summary>
    public long? PossibleOverrunTokens { get; private set; }

    /// <summary>Reserves for a call before its first attempt.</summary>
    /// <param name="places">The places that remain.</param>
    /// <returns>Those that no budget rules out, or why the call may not go on.</returns>
    public async ValueTask<Admission> AdmitAsync(int[] places)
    {
        if (places.Length == 0)
        {
            return new(places, null);
        }

        _lines = await BudgetLines.OfAsync(call, keeping.Limits).ConfigureAwait(false);
        return await FitAsync(places, next: null).ConfigureAwait(false);
    }

    /// <summary>Makes sure that the reservation covers one more attempt.</summary>
    /// <param name="remaining">The place that is to be asked, and those that may be asked after it.</param>
    /// <returns>The places for which there is room: that one is among them, or is not to be asked.</returns>
    public ValueTask<Admission> CoverAsync(ArraySegment<int> remaining)
    {
        // What covers the most expensive of all covers each, as long as nothing was taken and no account is one target's own.
        var isCovered = _unchecked || _isFitted || IsCovered(remaining);
        return isCovered ? new(Admission.Whole) : FitAsync([.. remaining], remaining[0]);
    }

    /// <summary>Notes what an attempt took.</summary>
    public void Note(PlanEntry entry, AttemptRecord attempt)
    {
        var used = attempt.Usage ?? attempt.EstimatedUsage;
        var tokens = used is { } usage ? usage.Input + usage.Output : 0;
        if (attempt.Fault == Fault.None && used is { } seen)
        {
            call.Route.Outputs?.Add(seen.Output);
        }

        _isFitted = false;
        foreach (var line in _lines)
        {
            line.Note(entry, attempt, tokens);
        }
    }

    /// <summary>
    /// Commits what the call came to and gives back the rest, in the background where the ledger is not this process's memory.
    /// </summary>
    public void Settle()
    {
        if (_lease.MayHold || _unchecked || _abandoned is not null)
        {
            keeping.Access.Settle(
                _lease, Charges(static line => line.Actual), call.Definition.Name, call.Route.Runtime.Log, _abandoned, _abandonedAt);
        }
    }

    /// <summary>How long a reservation of a call lives: the longest time that the call can take, and some more.</summary>
    public static TimeSpan Lifetime(RouteCall call, BudgetKeeping keeping) =>
        (call.Facts.Streamed ? call.Definition.StreamTotalTimeout + call.Definition.TotalTimeout : call.Definition.TotalTimeout)
            + keeping.Options.ReservationMargin;

    private async ValueTask<Admission> FitAsync(int[] remaining, int? next)
    {
        RoomWait? wait = null;
        try
        {
            // Each round skips one target at least, or waits.
            BudgetLine? waited = null;
            while (!_unchecked && !IsCovered(remaining))
            {
                var charges = Charges(static line => line.Asked);
                var (answer, unavailable) = await AskAsync(charges).ConfigureAwait(false);
                if (unavailable is not null)
                {
                    return new([], unavailable);
                }

                if (answer.IsGranted && waited is not null && call.Remaining <= TimeSpan.Zero)
                {
                    return new([], Busy(waited));
                }

                if (answer.IsGranted)
                {
                    _isFitted = next is null && !Array.Exists(_lines, static l => l.CountsRequests);
                    NoteOverrun();
                    Warn(answer, charges);
                    break;
                }

                if (ReservedOnly(answer, charges, remaining) is { } reserved)
                {
                    waited = _lines[reserved.Charge];
                    MayHaveTakenTime = true;
                    wait ??= new RoomWait(call, keeping.Access.Room, polls: keeping.Access.Gate is not null);
                    if (!await wait.NextAsync(waited).ConfigureAwait(false))
                    {
                        return new([], Busy(waited));
                    }

                    continue;
                }

                remaining = WithoutRoom(remaining, answer, out var exceeded);
                if (exceeded is not null)
                {
                    return new([], exceeded);
                }

                if (remaining.Length == 0 || (next is { } place && Array.IndexOf(remaining, place) < 0))
                {
                    break;
                }
            }
        }
        finally
        {
            wait?.Dispose();
        }

        return new(remaining, null);
    }

    /// <summary>A charge for each line. A ledger in memory keeps none of them, so that one array does for all.</summary>
    private BudgetCharge[] Charges(Func<BudgetLine, BudgetCharge> charge)
    {
        var charges = keeping.Access.Gate is null ? _charges ??= new BudgetCharge[_lines.Length] : new BudgetCharge[_lines.Length];
        for (var i = 0; i < charges.Length; i++)
        {
            charges[i] = charge(_lines[i]);
        }

        return charges;
    }

    /// <summary>Whether what is held is enough. Each line then knows what it has to ask for.</summary>
    private bool IsCovered(ReadOnlySpan<int> remaining)
    {
        var isEnough = _lease.IsAcquired;
        foreach (var line in _lines)
        {
            line.Ask(call, remaining);
            isEnough = isEnough && line.Asked.Amount <= _lease.GetReserved(line.Account);
        }

        return isEnough;
    }

    private int[] WithoutRoom(int[] remaining, BudgetReservationResult answer, out BudgetRefusal? refusal)
    {
        refusal = null;
        var fitting = remaining;
        foreach (var shortage in answer.Shortages)
        {
            var line = _lines[shortage.Charge];
            if (line.Budget.AtLimit == BudgetLimitAction.Reject)
            {
                refusal = IsExceeded(line, shortage);
                return [];
            }

            if (line.Budget.AtLimit == BudgetLimitAction.Downgrade)
            {
                fitting = Downgraded(fitting, line, shortage);
            }

            if (fitting.Length == 0)
            {
                refusal = IsExceeded(line, shortage);
                return [];
            }
        }

        // A ledger that refuses and names no target to do without would otherwise be asked for ever.
        refusal = fitting.Length < remaining.Length ? null : IsExceeded(_lines[answer.Shortages[0].Charge], answer.Shortages[0]);
        return fitting;
    }

    private int[] Downgraded(int[] places, BudgetLine line, BudgetShortage shortage)
    {
        var fitting = new List<int>(places.Length);
        foreach (var place in places)
        {
            var entry = call.Plan.Entries[place];
            if (line.Counts(entry) && line.With(line.Estimate(call, entry)).Amount > shortage.Available)
            {
                call.Skip(entry, SkipReason.BudgetExceeded);
            }
            else
            {
                fitting.Add(place);
            }
        }

        BudgetMetrics.Count(line.Budget, "downgrade");
        call.Route.Runtime.Log.BudgetDowngraded(call.Definition.Name, line.Budget.Name, line.Budget.Per);
        return [.. fitting];
    }

    private BudgetRefusal.Exceeded IsExceeded(BudgetLine line, BudgetShortage shortage)
    {
        BudgetMetrics.Count(line.Budget, "reject");
        Exceeded = line.Budget.Name;
        return new(line, shortage.AvailableAt);
    }

    private void Warn(BudgetReservationResult answer, BudgetCharge[] charges)
    {
        foreach (var shortage in answer.Shortages)
        {
            var budget = _lines[shortage.Charge].Budget;
            if (_warned?.Contains(budget.Name) is not true)
            {
                (_warned ??= []).Add(budget.Name);
                BudgetMetrics.Count(budget, "warn");
                call.Route.Runtime.Log.BudgetOverrun(call.Definition.Name, budget.Name, budget.Per, charges[shortage.Charge].Account.Unit);
            }
        }
    }
}

/// <summary>The places for which budgets have room, or why the call may not go on.</summary>
/// <param name="Places">The places.</param>
/// <param name="Refusal">Null where the call may go on.</param>
internal readonly record struct Admission(int[]? Places, BudgetRefusal? Refusal)
{
    /// <summary>There is room for all that was asked about.</summary>
    public static Admission Whole => default;

    /// <summary>Whether there is room for a place.</summary>
    public bool Has(int place) => Refusal is null && (Places is null || Array.IndexOf(Places, place) >= 0);
}

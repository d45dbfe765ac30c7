using RouteGen.Billing;
using RouteGen.Costs;
using RouteGen.Plans;
using RouteGen.Records;

namespace RouteGen.Calls;

/// <summary>
/// One call of an operation: where it begins, given which target served the operation last, and what is known of the operation afterwards.
/// </summary>
internal sealed class OperationTurn
{
    private readonly OperationMemory _memory;
    private readonly UInt128 _key;
    private readonly LastServed? _last;

    /// <summary>What staying costs, this call included, beyond what the first choice would with a cache of its own.</summary>
    private decimal _extraUsd;
    private int _firstChoice = -1;

    private OperationTurn(OperationMemory memory, UInt128 key, LastServed? last)
    {
        _memory = memory;
        _key = key;
        _last = last;
        _extraUsd = last?.ExtraUsd ?? 0m;
    }

    /// <summary>The target that the call leaves although it served the operation last, since staying would cost more; else null.</summary>
    public PlanEntry? Leaves { get; private set; }

    /// <summary>The turn that a call is; null where it is of no operation, or nothing could stay.</summary>
    public static OperationTurn? Begin(RouteCall call)
    {
        if (call.Caller.OperationId is null || call.IsProbe || call.Route.Operations is not { } memory)
        {
            return null;
        }

        var key = OperationKey.Compute(call.Caller);
        var last = memory.Find(key);
        return new OperationTurn(
            memory, key, last is { } known && known.Deployment == call.Plan.Entries[known.Place].Target.Deployment ? known : null);
    }

    /// <summary>The order in which the call asks its chain: the declared one, or one that begins with the target that stays.</summary>
    public CallOrder Order(RouteCall call, CallOrder declared)
    {
        _firstChoice = declared.Places[0];
        if (_last is not { } last || last.Place == _firstChoice || !IsAlive(call, last) || !call.Plan.Stays
            || last.Orders != call.Plan.Orders
            || Array.IndexOf(declared.Places, last.Place) < 0)
        {
            return declared;
        }

        var stayed = call.Plan.Entries[last.Place];
        if (!IsOpen(call, stayed) || !call.Plan.LeadsOn(last.Place) || TargetRunner.WouldExceedCost(call, stayed)
            || FirstOpen(call, declared.Places) is not { } first || first == stayed)
        {
            return declared;
        }

        if (!PaysOff(call, last, stayed, first))
        {
            Leaves = stayed;
            return declared;
        }

        return declared with { Places = [last.Place, .. declared.Places.Where(place => place != last.Place)] };
    }

    /// <summary>Whether the call was asked first where the operation was served last, though another is the first choice.</summary>
    public bool HasStayed(RouteCall call) =>
        _last is { } last && last.Place != _firstChoice
        && (IsAlive(call, last) || call.Facts.Issuer == call.Plan.Entries[last.Place].Target.Name)
        && call.Attempts is [var first, ..] && first.Target == call.Plan.Entries[last.Place].Target.Name;

    /// <summary>What was lost where another target than the last served, whose cache lives; null where none was left.</summary>
    public LostCache? LostAt(RouteCall call, PlanEntry? servedBy) =>
        servedBy is not null && _last is { } last && last.Place != servedBy.Index && call.Attempts is [.., var attempt]
            && IsAlive(call, last)
            ? LostCache.Compute(call, call.Plan.Entries[last.Place], last.Kept, servedBy, attempt)
            : null;

    /// <summary>The call has ended: remembers who served.</summary>
    public void End(RouteCall call, RouteOutcome outcome, PlanEntry? servedBy)
    {
        if (servedBy is null || call.Attempts is not [.., var attempt])
        {
            return;
        }

        if (outcome == RouteOutcome.Broken)
        {
            // Whoever broke off in mid stream is not stayed with.
            if (_last?.Place == servedBy.Index)
            {
                _memory.Forget(_key);
            }

            return;
        }

        var cache = PromptCache.For(servedBy.Target.Provider.Kind);
        var usage = attempt.Usage ?? attempt.EstimatedUsage ?? new TokenUsage { Input = call.Facts.InputTokens };
        var isSame = _last?.Place == servedBy.Index;
        _memory.Note(_key, new LastServed
        {
            Place = servedBy.Index,
            Deployment = servedBy.Target.Deployment,
            Orders = call.Plan.Orders,
            At = SentAt(call, attempt),
            Lifetime = cache.LifetimeAfter(usage),
            Kept = cache.KeptAfter(usage),
            Output = usage.Output,
            Writing = usage.CacheWrite1h > 0 ? CacheWriting.Hour
                : usage.CacheWrite > 0 ? CacheWriting.Minutes
                : isSame ? _last!.Value.Writing
                : CacheWriting.None,
            ExtraUsd = isSame ? _extraUsd : 0m,
        });
    }

    private static bool IsAlive(RouteCall call, in LastServed last) => call.SinceBegan(last.At) < last.Lifetime;

    /// <summary>Whether a target could be asked now.</summary>
    private static bool IsOpen(RouteCall call, PlanEntry entry) =>
        Preflight.Check(call, entry) is null && TargetEntry.IsFree(call, entry);

    private static PlanEntry? FirstOpen(RouteCall call, int[] places)
    {
        foreach (var place in places)
        {
            if (IsOpen(call, call.Plan.Entries[place]))
            {
                return call.Plan.Entries[place];
            }
        }

        return null;
    }

    /// <summary>When the prompt was sent. A prefix lives on from when it is used, and a long reply comes long after.</summary>
    private static long SentAt(RouteCall call, AttemptRecord attempt) =>
        call.LastEnd - (long)(attempt.Latency.TotalSeconds * call.Time.TimestampFrequency);

    /// <summary>
    /// Whether this turn, read from the cache, costs no more than at the first choice without one; and whether what staying has cost beyond
    /// a first choice with a cache of its own is still no more than it costs to fill that. So a target that is more expensive turn by turn
    /// is left before it has cost as much again as the way back.
    /// </summary>
    private bool PaysOff(RouteCall call, in LastServed last, PlanEntry stayed, PlanEntry first)
    {
        var kept = Math.Min(last.Kept, call.Facts.InputTokens);
        var staying = TurnCost.Compute(call, stayed, kept, last);
        var returning = TurnCost.Compute(call, first, 0, last);
        if (staying is not { } usd || returning is not { } there)
        {
            // An unknown cost is the highest, as where the cheapest is asked first.
            return returning is null;
        }

        var warm = TurnCost.Compute(call, first, kept, last) ?? there;
        _extraUsd = Math.Max(0m, last.ExtraUsd + usd - warm);
        return usd <= there && _extraUsd <= Math.Max(0m, there - warm);
    }
}

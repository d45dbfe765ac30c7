using RouteGen.Budgets;
using RouteGen.Carriers;
using RouteGen.Plans;

namespace RouteGen.Attempts;

/// <summary>What happened in a call so far. Its attempts write it, one after the other.</summary>
internal abstract class CallLog(
    PlannedRoute route, RouteCaller caller, string costBucket, Carrier carrier, CancellationToken cancellationToken)
    : CallRequest(route, caller, costBucket, carrier, cancellationToken)
{
    private Troubles? _troubles;

    /// <summary>Every request that was sent, in order. A stream's is added when it ends.</summary>
    public AttemptRecord[] Attempts { get; private set; } = [];

    public int AttemptsLeft => Definition.MaxAttempts - Attempts.Length;

    /// <summary>The targets that were not asked, and why.</summary>
    public IReadOnlyList<SkippedTarget> Skipped => _troubles?.Skipped ?? (IReadOnlyList<SkippedTarget>)[];

    /// <summary>Why the chain advanced last.</summary>
    public Fault? FallbackReason
    {
        get => _troubles?.FallbackReason;
        protected set => (_troubles ??= new()).FallbackReason = value;
    }

    /// <summary>The timestamp at which the last attempt ended.</summary>
    public long LastEnd { get; set; }

    public TimeSpan? TimeToFirstToken { get; set; }

    /// <summary>Why the model stopped in the last attempt, as it may be kept.</summary>
    public string? FinishReason { get; set; }

    /// <summary>What the client of the last attempt threw, where the application asks for it; else null.</summary>
    public Exception? Cause => _troubles?.Cause;

    /// <summary>Free credit that the next attempt has reserved, until the attempt takes it over or it is given back.</summary>
    public CreditHold? Credit { get; set; }

    /// <summary>Gives back credit that no attempt made use of. Does nothing without any.</summary>
    public void GiveBackCredit()
    {
        if (Credit is { } credit)
        {
            Credit = null;
            credit.Settle(Definition.Name, Route.Runtime.Log);
        }
    }

    /// <summary>An attempt begins, or its client threw.</summary>
    /// <param name="cause">What it threw; null forgets what another did.</param>
    public void NoteCause(Exception? cause)
    {
        if (cause is not null || _troubles is not null)
        {
            (_troubles ??= new()).Cause = cause;
        }
    }

    /// <summary>Adds a finished attempt.</summary>
    public virtual void Add(PlanEntry entry, AttemptRecord attempt) => Attempts = [.. Attempts, attempt];

    public void Skip(PlanEntry entry, SkipReason reason)
    {
        if (reason == SkipReason.CreditUsedUp)
        {
            foreach (var key in entry.Slot.Keys.All)
            {
                key.Credit?.TellIfEnded(Route.Runtime.Log);
            }
        }

        var skipped = (_troubles ??= new()).Skipped ??= [];
        if (!skipped.Exists(l => l.Target == entry.Target.Name))
        {
            skipped.Add(new(entry.Target.Name, reason));
        }
    }

    /// <summary>Forgets that targets were skipped, where they are to be asked after all.</summary>
    public void TakeBackIn(Predicate<SkipReason> reasons) => _troubles?.Skipped?.RemoveAll(l => reasons(l.Reason));

    /// <summary>What most calls have none of.</summary>
    private sealed class Troubles
    {
        public List<SkippedTarget>? Skipped { get; set; }

        public Fault? FallbackReason { get; set; }

        public Exception? Cause { get; set; }
    }
}

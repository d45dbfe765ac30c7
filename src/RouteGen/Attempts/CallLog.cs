using RouteGen.Carriers;
using RouteGen.Plans;

namespace RouteGen.Attempts;

/// <summary>What happened in a call so far. Its attempts write it, one after the other.</summary>
internal abstract class CallLog(
    PlannedRoute route, RouteCaller caller, string costBucket, Carrier carrier, CancellationToken cancellationToken)
    : CallRequest(route, caller, costBucket, carrier, cancellationToken)
{
    private List<SkippedTarget>? _skipped;

    /// <summary>Every request that was sent, in order. A stream's is added when it ends.</summary>
    public AttemptRecord[] Attempts { get; private set; } = [];

    public int AttemptsLeft => Definition.MaxAttempts - Attempts.Length;

    /// <summary>The targets that were not asked, and why.</summary>
    public IReadOnlyList<SkippedTarget> Skipped => _skipped ?? (IReadOnlyList<SkippedTarget>)[];

    /// <summary>Why the chain advanced last.</summary>
    public Fault? FallbackReason { get; protected set; }

    /// <summary>The timestamp at which the last attempt ended.</summary>
    public long LastEnd { get; set; }

    public TimeSpan? TimeToFirstToken { get; set; }

    /// <summary>Why the model stopped in the last attempt, as it may be kept.</summary>
    public string? FinishReason { get; set; }

    /// <summary>What the client of the last attempt threw, where the application asks for it; else null.</summary>
    public Exception? Cause { get; set; }

    /// <summary>Adds a finished attempt.</summary>
    public virtual void Add(PlanEntry entry, AttemptRecord attempt) => Attempts = [.. Attempts, attempt];

    public void Skip(PlanEntry entry, SkipReason reason)
    {
        _skipped ??= [];
        if (!_skipped.Exists(l => l.Target == entry.Target.Name))
        {
            _skipped.Add(new(entry.Target.Name, reason));
        }
    }

    /// <summary>Forgets that targets were skipped, where they are to be asked after all.</summary>
    public void TakeBackIn(Predicate<SkipReason> reasons) => _skipped?.RemoveAll(l => reasons(l.Reason));
}

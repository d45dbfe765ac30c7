using System.ComponentModel;
using RouteGen.Costs;

namespace RouteGen.Definitions;

/// <summary>A compiled route.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RouteDefinition
{
    /// <summary>The key in routes.json.</summary>
    public required string Name { get; init; }

    /// <summary>What it asks of models.</summary>
    public RouteType Type { get; init; }

    /// <summary>Targets in the order in which they are tried. The member of the route's enum is the index plus one.</summary>
    public required IReadOnlyList<ChainEntryDefinition> Chain { get; init; }

    /// <summary>Targets beside the chain, which only <c>on</c> leads to. The route's enum goes on with them.</summary>
    public IReadOnlyList<ChainEntryDefinition> OnTargets { get; init; } = [];

    /// <summary>What follows from faults at any target, where the route says so.</summary>
    public IReadOnlyList<OnFaultDefinition> On { get; init; } = [];

    /// <summary>In which order calls ask the chain.</summary>
    public RouteStrategy Strategy { get; init; }

    /// <summary>Features that every target must have.</summary>
    public ModelFeatures Requires { get; init; }

    /// <summary>A whole call until its reply, or a stream until its first meaningful update.</summary>
    public required TimeSpan TotalTimeout { get; init; }

    /// <summary>One attempt until its reply, or a stream until its first meaningful update.</summary>
    public required TimeSpan AttemptTimeout { get; init; }

    /// <summary>A streamed attempt until its first meaningful update.</summary>
    public required TimeSpan FirstTokenTimeout { get; init; }

    /// <summary>The longest silence inside a committed stream.</summary>
    public required TimeSpan IdleTimeout { get; init; }

    /// <summary>A whole stream, from the call to its end.</summary>
    public required TimeSpan StreamTotalTimeout { get; init; }

    /// <summary>Requests sent at most, over all targets.</summary>
    public required int MaxAttempts { get; init; }

    /// <summary>Estimated input tokens accepted; null means no bound but the models'.</summary>
    public int? InputTokenLimit { get; init; }

    /// <summary>Output tokens asked for at most; null means no bound but the models'.</summary>
    public int? OutputTokenLimit { get; init; }

    /// <summary>Cost of a call at most, in USD; null means no bound.</summary>
    public decimal? CostLimitUsd { get; init; }

    /// <summary>Repetitions at one target after its first attempt.</summary>
    public required int MaxRetries { get; init; }

    /// <summary>The wait before the first repetition; it doubles, with jitter.</summary>
    public required TimeSpan RetryDelay { get; init; }

    /// <summary>The longest wait between repetitions.</summary>
    public required TimeSpan MaxRetryDelay { get; init; }

    /// <summary>The chargeback account.</summary>
    public required string CostBucket { get; init; }

    /// <summary>The budgets that calls are charged to.</summary>
    public IReadOnlyList<BudgetDefinition> Budgets { get; init; } = [];

    /// <summary>Whether a budget counts by user, agent, tenant, key or operation, so that every call has to name its caller.</summary>
    public bool IsCallerScoped => Budgets.Any(static b => b.Per is BudgetScope.User or BudgetScope.Agent or BudgetScope.Tenant
        or BudgetScope.Key or BudgetScope.Operation);

    /// <summary>Whether a target that lacks a merely preferred option is skipped rather than asked without it.</summary>
    public bool Strict { get; init; }

    /// <summary>
    /// Whether a caller for whom no target served gets the last whole reply that had to be JSON by a schema and is not, instead of an
    /// exception.
    /// </summary>
    public bool ReturnsMalformed { get; init; }

    /// <summary>What is kept of its prompts and replies.</summary>
    public PromptCapture Capture { get; init; }

    /// <summary>
    /// Names besides its own by which clients of an endpoint can ask for it. In them <c>*</c> stands for any characters, letter case
    /// counts, and no name is matched by aliases of two routes of a table.
    /// </summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The groups of keys that can call it at an endpoint; empty means every key.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>What a call can cost and last at worst.</summary>
    public required WorstCase WorstCase { get; init; }

    /// <summary>All that can serve, in the order of the route's enum: the chain, then <see cref="OnTargets"/>.</summary>
    internal IReadOnlyList<ChainEntryDefinition> Reach => OnTargets.Count == 0 ? Chain : [.. Chain, .. OnTargets];
}

/// <summary>A target's place in a chain.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ChainEntryDefinition
{
    private TargetDefinition? _target;

    /// <summary>The target.</summary>
    public required TargetDefinition Target
    {
        get => _target!;
        init => _target = value;
    }

    /// <summary>Sampling temperature at this target where the caller sets none.</summary>
    public float? Temperature { get; init; }

    /// <summary>Nucleus sampling mass at this target where the caller sets none.</summary>
    public float? TopP { get; init; }

    /// <summary>Reasoning effort at this target where the caller sets none: none, low, medium, high or extraHigh.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Output tokens to allow at this target.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>The share of callers that begin here, beside the other weights, where the strategy is weighted.</summary>
    public int Weight { get; init; }

    /// <summary>What follows from faults at this target; wins over what the route says.</summary>
    public IReadOnlyList<OnFaultDefinition> On { get; init; } = [];

    /// <summary>The same place, with its target as settings have it.</summary>
    internal ChainEntryDefinition With(TargetDefinition target)
    {
        var copy = (ChainEntryDefinition)MemberwiseClone();
        copy._target = target;
        return copy;
    }
}

/// <summary>What follows from a fault instead of the default.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class OnFaultDefinition
{
    /// <summary>Called by generated code.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="action">What follows.</param>
    /// <param name="targets">The names of the targets to ask in turn, of the chain or beside it.</param>
    public OnFaultDefinition(Fault fault, OnFaultAction action, params string[] targets)
    {
        Fault = fault;
        Action = action;
        Targets = targets;
    }

    /// <summary>The fault.</summary>
    public Fault Fault { get; }

    /// <summary>What follows.</summary>
    public OnFaultAction Action { get; }

    /// <summary>The names of the targets to ask in turn, of the chain or beside it.</summary>
    public IReadOnlyList<string> Targets { get; }
}

/// <summary>What a call of a route can come to at worst, computed from the table at build.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record WorstCase
{
    /// <summary>Requests sent.</summary>
    public required int Attempts { get; init; }

    /// <summary>Time until the call fails when every attempt fails with a server error just before its timeout.</summary>
    public required TimeSpan WhenFailing { get; init; }

    /// <summary>Time until the call fails when every attempt times out; a timeout is not repeated while another target remains.</summary>
    public required TimeSpan WhenTimingOut { get; init; }

    /// <summary>Time until the call fails when every attempt is refused at once with 429.</summary>
    public required TimeSpan WhenRateLimited { get; init; }

    /// <summary>Cost in USD when every attempt is billed in full; null when a price or a token limit is missing.</summary>
    public required decimal? CostUsd { get; init; }

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(WorstCase), PrintMembers);
}

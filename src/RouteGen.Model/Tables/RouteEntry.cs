using RouteGen.Model.Values;

namespace RouteGen.Model.Tables;

/// <summary>A use of language models with its chain of targets and its limits.</summary>
public sealed record RouteEntry
{
    /// <summary>The key in the file.</summary>
    public required string Name { get; init; }

    /// <summary>The C# identifier made of <see cref="Name"/>.</summary>
    public required string Identifier { get; init; }

    /// <summary>One sentence on the route, for hover documentation.</summary>
    public string? About { get; init; }

    /// <summary>What it asks of models.</summary>
    public RouteType Type { get; init; }

    /// <summary>Targets in the order in which they are tried. Empty only where the file was broken.</summary>
    public EquatableArray<ChainEntry> Chain { get; init; }

    /// <summary>What follows from faults at any of its targets, where the route says so.</summary>
    public EquatableArray<OnFault> On { get; init; }

    /// <summary>In which order calls ask the chain.</summary>
    public RouteStrategy Strategy { get; init; }

    /// <summary>Features that every target must have.</summary>
    public ModelFeatures Requires { get; init; }

    /// <summary>Regions in which every target must process what it is sent; empty means anywhere.</summary>
    public EquatableArray<string> Regions { get; init; }

    /// <summary>For how many days a target may keep what it is sent at most; 0 for not at all, null for any time.</summary>
    public int? MaxDataRetentionDays { get; init; }

    /// <summary>Time limits, defaults filled in.</summary>
    public RouteTimeouts Timeouts { get; init; } = new();

    /// <summary>Bounds on a call, defaults filled in.</summary>
    public RouteLimits Limits { get; init; } = new();

    /// <summary>Repetition at one target, defaults filled in.</summary>
    public RouteRetry Retry { get; init; } = new();

    /// <summary>The names of the budgets that its calls are charged to.</summary>
    public EquatableArray<string> Budgets { get; init; }

    /// <summary>The chargeback account; the route's name unless the file says otherwise.</summary>
    public required string CostBucket { get; init; }

    /// <summary>Whether a target that lacks a merely preferred option is skipped rather than asked without it.</summary>
    public bool Strict { get; init; }

    /// <summary>Whether a caller for whom no target served gets the last reply that had to be JSON by a schema and is not.</summary>
    public bool ReturnsMalformed { get; init; }

    /// <summary>What is kept of its prompts and replies.</summary>
    public PromptCapture Capture { get; init; }

    /// <summary>Names besides its own by which clients of an endpoint can ask for it; <c>*</c> stands for any characters.</summary>
    public EquatableArray<string> Aliases { get; init; }

    /// <summary>The groups of keys that can call it at an endpoint; empty means every key.</summary>
    public EquatableArray<string> Groups { get; init; }
}

/// <summary>A target's place in a chain.</summary>
public sealed record ChainEntry
{
    /// <summary>The name of a <see cref="TargetEntry"/>.</summary>
    public required string Target { get; init; }

    /// <summary>Sampling temperature to use at this target where the caller sets none.</summary>
    public decimal? Temperature { get; init; }

    /// <summary>Nucleus sampling mass to use at this target where the caller sets none.</summary>
    public decimal? TopP { get; init; }

    /// <summary>Reasoning effort to ask of this target where the caller sets none: none, low, medium, high or extraHigh.</summary>
    public string? ReasoningEffort { get; init; }

    /// <summary>Output tokens to allow at this target; clamps the route's.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>
    /// The share of callers that begin here, beside the weights of the other entries, where the strategy is weighted; null counts as 0.
    /// </summary>
    public int? Weight { get; init; }

    /// <summary>What follows from faults at this target; wins over what the route says.</summary>
    public EquatableArray<OnFault> On { get; init; }
}

/// <summary>Time limits of a route.</summary>
public sealed record RouteTimeouts
{
    /// <summary>A whole call until its reply, or a stream until its first meaningful update, all attempts included.</summary>
    public TimeSpan Total { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>One attempt until its reply, or a stream until its first meaningful update.</summary>
    public TimeSpan Attempt { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A streamed attempt until its first meaningful update.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The longest silence inside a committed stream.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A whole stream, from the call to its end.</summary>
    public TimeSpan StreamTotal { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>Bounds on a call of a route.</summary>
public sealed record RouteLimits
{
    /// <summary>
    /// Requests sent at most, over all targets; at least 1. Where the file is silent: what the chain and its retries can need.
    /// </summary>
    public int Attempts { get; init; } = 1;

    /// <summary>Estimated input tokens accepted; null means no bound but the models'.</summary>
    public int? InputTokens { get; init; }

    /// <summary>Output tokens asked for at most; null means no bound but the models'.</summary>
    public int? OutputTokens { get; init; }

    /// <summary>Cost of a call at most, in USD; null means no bound.</summary>
    public decimal? CostUsd { get; init; }
}

/// <summary>Repetition at one target.</summary>
public sealed record RouteRetry
{
    /// <summary>Repetitions at one target after its first attempt.</summary>
    public int MaxRetries { get; init; } = 1;

    /// <summary>The wait before the first repetition; it doubles, with jitter.</summary>
    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>The longest wait between repetitions.</summary>
    public TimeSpan MaxDelay { get; init; } = TimeSpan.FromSeconds(2);
}

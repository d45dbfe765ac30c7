using RouteGen.Costs;

namespace RouteGen.Tool.Smoke;

/// <summary>What became of one call.</summary>
internal enum SmokeVerdict
{
    /// <summary>It was served, and what came is what was asked for.</summary>
    Healthy,

    /// <summary>It was provoked to be refused, and was refused as it should be.</summary>
    Refused,

    /// <summary>It failed, or what came is not what was asked for.</summary>
    Unhealthy,

    /// <summary>It was not made.</summary>
    NotRun,
}

/// <summary>One call of a run, and what it showed. No prompt, no reply and no key is in it.</summary>
internal sealed record SmokeCall
{
    public required SmokePlace Place { get; init; }

    public required SmokeShape Shape { get; init; }

    public required SmokeVerdict Verdict { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What is wrong; null where nothing is.</summary>
    public Diagnosis? Diagnosis { get; init; }

    /// <summary>What is odd though it served.</summary>
    public IReadOnlyList<Diagnosis> Remarks { get; init; } = [];

    /// <summary>The engine's record of the one attempt; null where nothing was sent.</summary>
    public AttemptRecord? Attempt { get; init; }

    /// <summary>The id of the engine's record of the call.</summary>
    public string? RecordId { get; init; }

    /// <summary>How it failed, as the engine classifies it.</summary>
    public Fault Fault { get; init; }

    /// <summary>Why the model stopped.</summary>
    public string? FinishReason { get; init; }

    /// <summary>How the stream went; null where none came.</summary>
    public StreamWatch? Stream { get; init; }

    /// <summary>What is left of the provider's limits.</summary>
    public IReadOnlyList<RateLimit> Limits { get; init; } = [];

    /// <summary>Whether the model that answered is another than was asked for, by the rules by which costs are computed.</summary>
    public bool IsOtherModel { get; init; }

    public TokenUsage? Usage => Attempt?.Usage;

    public decimal? CostUsd => Attempt?.CostUsd;

    /// <summary>Output tokens a second: of a stream from its first token on.</summary>
    public double? TokensPerSecond
    {
        get
        {
            if (Attempt is not { Usage: { Output: > 0 } usage } attempt || Fault != Fault.None)
            {
                return null;
            }

            var seconds = (attempt.Latency - (attempt.TimeToFirstToken ?? TimeSpan.Zero)).TotalSeconds;
            return seconds > 0.001 ? usage.Output / seconds : null;
        }
    }

    /// <summary>Tells the call apart, in this run and in others.</summary>
    public string Id => $"{Place.Id} {Shape.Word()}";
}

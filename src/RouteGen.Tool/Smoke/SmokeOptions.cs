namespace RouteGen.Tool.Smoke;

/// <summary>What the command line asks for.</summary>
internal sealed record SmokeOptions
{
    /// <summary>What the calls may cost in all, in USD.</summary>
    public const decimal UsualMaxUsd = 0.10m;

    /// <summary>Targets by name; empty for all that routes lead to.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Routes by name; empty for all.</summary>
    public IReadOnlyList<string> Routes { get; init; } = [];

    /// <summary>Shapes; empty for all that a target has.</summary>
    public IReadOnlyList<SmokeShape> Shapes { get; init; } = [];

    /// <summary>What the calls may cost in all, in USD.</summary>
    public decimal MaxUsd { get; init; } = UsualMaxUsd;

    /// <summary>Calls at a time.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Calls at a time to one provider.</summary>
    public int PerProvider { get; init; } = 1;

    /// <summary>How long a call may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Whether providers without a key or an address are left out, and not wrong.</summary>
    public bool AllowMissing { get; init; }
}

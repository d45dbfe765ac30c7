namespace RouteGen.Plans;

/// <summary>Which target served an operation last, and what it keeps of its prompt.</summary>
internal readonly record struct LastServed
{
    /// <summary>The target's place.</summary>
    public required int Place { get; init; }

    /// <summary>What it was called at its provider: another one has read nothing.</summary>
    public required string Deployment { get; init; }

    /// <summary>The order in force: where operation has changed it since, nothing stays.</summary>
    public required int Orders { get; init; }

    /// <summary>The timestamp at which the prompt was last sent there.</summary>
    public required long At { get; init; }

    /// <summary>How long the prompt is kept from then on.</summary>
    public required TimeSpan Lifetime { get; init; }

    /// <summary>The tokens that are kept.</summary>
    public required long Kept { get; init; }

    /// <summary>The tokens that it wrote.</summary>
    public required long Output { get; init; }

    /// <summary>Whether what was new was written to the cache at a rate of its own, and for how long.</summary>
    public required CacheWriting Writing { get; init; }

    /// <summary>What staying has cost so far beyond what the first choice would have with a cache of its own, in USD.</summary>
    public decimal ExtraUsd { get; init; }
}

/// <summary>How new input gets into a cache.</summary>
internal enum CacheWriting
{
    /// <summary>By itself, at the rate of input.</summary>
    None,

    /// <summary>At the rate of a write for five minutes.</summary>
    Minutes,

    /// <summary>At the rate of a write for an hour.</summary>
    Hour,
}

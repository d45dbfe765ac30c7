namespace RouteGen.Testing;

/// <summary>
/// Tokens that a simulated reply states, counted as RouteGen counts them: input includes what was read from and written to the cache,
/// output includes reasoning. Each wire turns them into its own shape (Anthropic's <c>input_tokens</c> leaves the cached ones out).
/// </summary>
public sealed record SimulatedUsage
{
    /// <summary>Makes a usage without cached tokens or reasoning.</summary>
    /// <param name="input">Input tokens in all.</param>
    /// <param name="output">Output tokens in all.</param>
    public SimulatedUsage(long input, long output)
    {
        Input = input;
        Output = output;
    }

    /// <summary>Input tokens in all.</summary>
    public long Input { get; init; }

    /// <summary>Output tokens in all.</summary>
    public long Output { get; init; }

    /// <summary>Input tokens read from the cache.</summary>
    public long CachedInput { get; init; }

    /// <summary>Input tokens written to the cache for five minutes.</summary>
    public long CacheWrite { get; init; }

    /// <summary>Input tokens written to the cache for an hour (Anthropic only; OpenRouter adds them to its one count).</summary>
    public long CacheWrite1h { get; init; }

    /// <summary>Output tokens spent on reasoning.</summary>
    public long Reasoning { get; init; }

    /// <summary>What the provider says the call cost, in USD (OpenRouter only).</summary>
    public decimal? CostUsd { get; init; }
}

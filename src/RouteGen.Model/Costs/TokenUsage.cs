#nullable enable
using System;

namespace RouteGen.Costs;

/// <summary>Tokens that a provider counted for one request. Totals include their parts.</summary>
public readonly record struct TokenUsage
{
    /// <summary>Input tokens, those read from and written to a cache included.</summary>
    public long Input { get; init; }

    /// <summary>Of <see cref="Input"/>: read from a cache.</summary>
    public long CachedInput { get; init; }

    /// <summary>Of <see cref="Input"/>: written to a cache that lives five minutes.</summary>
    public long CacheWrite { get; init; }

    /// <summary>Of <see cref="Input"/>: written to a cache that lives an hour.</summary>
    public long CacheWrite1h { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public long Output { get; init; }

    /// <summary>Of <see cref="Output"/>: reasoning.</summary>
    public long Reasoning { get; init; }

    /// <summary>The sums of two usages, part by part.</summary>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) => new()
    {
        Input = left.Input + right.Input,
        CachedInput = left.CachedInput + right.CachedInput,
        CacheWrite = left.CacheWrite + right.CacheWrite,
        CacheWrite1h = left.CacheWrite1h + right.CacheWrite1h,
        Output = left.Output + right.Output,
        Reasoning = left.Reasoning + right.Reasoning,
    };
}

#nullable enable
namespace RouteGen.Costs;

/// <summary>What a provider counted for one request, or the sum over several. Totals of tokens include their parts.</summary>
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

    /// <summary>Of <see cref="Input"/>: audio.</summary>
    public long AudioInput { get; init; }

    /// <summary>Of <see cref="Input"/>: images.</summary>
    public long ImageInput { get; init; }

    /// <summary>Output tokens, reasoning included.</summary>
    public long Output { get; init; }

    /// <summary>Of <see cref="Output"/>: reasoning.</summary>
    public long Reasoning { get; init; }

    /// <summary>Of <see cref="Output"/>: audio.</summary>
    public long AudioOutput { get; init; }

    /// <summary>Of <see cref="Output"/>: images.</summary>
    public long ImageOutput { get; init; }

    /// <summary>Images made, where the provider counts them.</summary>
    public long Images { get; init; }

    /// <summary>Web searches that the provider made.</summary>
    public long WebSearches { get; init; }

    /// <summary>Requests answered: 1 for an attempt.</summary>
    public long Requests { get; init; }

    /// <summary>The sums of two usages, part by part.</summary>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) => new()
    {
        Input = left.Input + right.Input,
        CachedInput = left.CachedInput + right.CachedInput,
        CacheWrite = left.CacheWrite + right.CacheWrite,
        CacheWrite1h = left.CacheWrite1h + right.CacheWrite1h,
        AudioInput = left.AudioInput + right.AudioInput,
        ImageInput = left.ImageInput + right.ImageInput,
        Output = left.Output + right.Output,
        Reasoning = left.Reasoning + right.Reasoning,
        AudioOutput = left.AudioOutput + right.AudioOutput,
        ImageOutput = left.ImageOutput + right.ImageOutput,
        Images = left.Images + right.Images,
        WebSearches = left.WebSearches + right.WebSearches,
        Requests = left.Requests + right.Requests,
    };
}

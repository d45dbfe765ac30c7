#nullable enable
namespace RouteGen.Costs;

/// <summary>The counts of a usage that most replies lack.</summary>
internal sealed record UsageParts
{
    public static UsageParts None { get; } = new();

    public long CachedInput { get; init; }

    public long CacheWrite { get; init; }

    public long CacheWrite1h { get; init; }

    public long AudioInput { get; init; }

    public long ImageInput { get; init; }

    public long Reasoning { get; init; }

    public long AudioOutput { get; init; }

    public long ImageOutput { get; init; }

    public long Images { get; init; }

    public long WebSearches { get; init; }

    /// <summary>The parts; null where all are 0, so that equal usages have equal parts.</summary>
    public static UsageParts? OrNull(UsageParts? parts) => parts is null || parts == None ? null : parts;

    public static UsageParts? Sum(UsageParts? left, UsageParts? right) => left is null ? right : right is null ? left : new UsageParts
    {
        CachedInput = left.CachedInput + right.CachedInput,
        CacheWrite = left.CacheWrite + right.CacheWrite,
        CacheWrite1h = left.CacheWrite1h + right.CacheWrite1h,
        AudioInput = left.AudioInput + right.AudioInput,
        ImageInput = left.ImageInput + right.ImageInput,
        Reasoning = left.Reasoning + right.Reasoning,
        AudioOutput = left.AudioOutput + right.AudioOutput,
        ImageOutput = left.ImageOutput + right.ImageOutput,
        Images = left.Images + right.Images,
        WebSearches = left.WebSearches + right.WebSearches,
    };
}

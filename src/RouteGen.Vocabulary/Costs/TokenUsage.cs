#nullable enable
namespace RouteGen.Costs;

/// <summary>What a provider counted for one request, or the sum over several. Totals of tokens include their parts.</summary>
public readonly record struct TokenUsage
{
    /// <summary>The rarer counts; null where they are all 0, so that most usages are three numbers.</summary>
    private readonly UsageParts? _parts;

    /// <summary>Makes a usage of 0.</summary>
    public TokenUsage()
    {
    }

    internal TokenUsage(long input, long output, long requests, UsageParts? parts)
    {
        Input = input;
        Output = output;
        Requests = requests;
        _parts = UsageParts.OrNull(parts);
    }

    /// <summary>Input tokens, those read from and written to a cache included.</summary>
    public long Input { get; init; }

    /// <summary>Of <see cref="Input"/>: read from a cache.</summary>
    public long CachedInput { get => Parts.CachedInput; init => _parts = UsageParts.OrNull(Parts with { CachedInput = value }); }

    /// <summary>Of <see cref="Input"/>: written to a cache that lives five minutes.</summary>
    public long CacheWrite { get => Parts.CacheWrite; init => _parts = UsageParts.OrNull(Parts with { CacheWrite = value }); }

    /// <summary>Of <see cref="Input"/>: written to a cache that lives an hour.</summary>
    public long CacheWrite1h { get => Parts.CacheWrite1h; init => _parts = UsageParts.OrNull(Parts with { CacheWrite1h = value }); }

    /// <summary>Of <see cref="Input"/>: audio.</summary>
    public long AudioInput { get => Parts.AudioInput; init => _parts = UsageParts.OrNull(Parts with { AudioInput = value }); }

    /// <summary>Of <see cref="Input"/>: images.</summary>
    public long ImageInput { get => Parts.ImageInput; init => _parts = UsageParts.OrNull(Parts with { ImageInput = value }); }

    /// <summary>Output tokens, reasoning included.</summary>
    public long Output { get; init; }

    /// <summary>Of <see cref="Output"/>: reasoning.</summary>
    public long Reasoning { get => Parts.Reasoning; init => _parts = UsageParts.OrNull(Parts with { Reasoning = value }); }

    /// <summary>Of <see cref="Output"/>: audio.</summary>
    public long AudioOutput { get => Parts.AudioOutput; init => _parts = UsageParts.OrNull(Parts with { AudioOutput = value }); }

    /// <summary>Of <see cref="Output"/>: images.</summary>
    public long ImageOutput { get => Parts.ImageOutput; init => _parts = UsageParts.OrNull(Parts with { ImageOutput = value }); }

    /// <summary>Images made, where the provider counts them.</summary>
    public long Images { get => Parts.Images; init => _parts = UsageParts.OrNull(Parts with { Images = value }); }

    /// <summary>Web searches that the provider made.</summary>
    public long WebSearches { get => Parts.WebSearches; init => _parts = UsageParts.OrNull(Parts with { WebSearches = value }); }

    /// <summary>Requests answered: 1 for an attempt.</summary>
    public long Requests { get; init; }

    /// <summary>Whether anything beside <see cref="Input"/>, <see cref="Output"/> and <see cref="Requests"/> was counted.</summary>
    internal bool HasParts => _parts is not null;

    private UsageParts Parts => _parts ?? UsageParts.None;

    /// <summary>The sums of two usages, part by part.</summary>
    public static TokenUsage operator +(TokenUsage left, TokenUsage right) =>
        new(left.Input
            + right.Input, left.Output + right.Output, left.Requests + right.Requests, UsageParts.Sum(left._parts, right._parts));

    /// <summary>Its members, in every culture alike.</summary>
    public override string ToString() => InvariantText.Format(nameof(TokenUsage), PrintMembers);
}

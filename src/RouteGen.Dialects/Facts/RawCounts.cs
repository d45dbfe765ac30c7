namespace RouteGen.Dialects.Facts;

/// <summary>
/// The numbers of a usage as they are stated, each under what it means and not yet set against one another. Statements are running totals,
/// or complete one another: of each number the largest counts.
/// </summary>
internal struct RawCounts
{
    /// <summary>Input by a name under which the tokens of a cache are counted in: <c>prompt_tokens</c>.</summary>
    public long? Prompt;

    /// <summary>Input by a name that has both meanings: <c>input_tokens</c>, of which Anthropic leaves out those of a cache.</summary>
    public long? Input;
    public long? Output;
    public long? Total;

    /// <summary>Read from a cache, by a name under which they are part of the input.</summary>
    public long? Cached;

    /// <summary>Whether tokens of a cache stand among the details of the input, of which they are a part, then.</summary>
    public bool HasCacheDetails;

    /// <summary>Read from a cache, by Anthropic's name, under which they stand beside the input.</summary>
    public long? CacheRead;

    /// <summary>Written to a cache, by a name under which they are part of the input.</summary>
    public long? Written;

    /// <summary>Written to a cache, by Anthropic's name, under which they stand beside the input.</summary>
    public long? CacheCreation;
    public long? Written5m;
    public long? Written1h;

    /// <summary>What no cache had (DeepSeek); with what it had it is the input.</summary>
    public long? CacheMiss;

    /// <summary>What tools made the model read, beside the rest of its input (Gemini).</summary>
    public long? ToolInput;

    /// <summary>What sources came to (Perplexity, which states the cost of it all).</summary>
    public long? Citations;
    public long? Reasoning;
    public long? AudioInput;
    public long? AudioOutput;
    public long? ImageInput;
    public long? ImageOutput;
    public long? TextInput;
    public long? TextOutput;
    public long? AcceptedPrediction;
    public long? RejectedPrediction;
    public long? Searches;
    public long? OtherSearches;
    public long? Images;

    /// <summary>What a vendor bills where that is less than what it counts (Cohere's <c>billed_units</c>).</summary>
    public long? BilledInput;
    public long? BilledOutput;

    /// <summary>Whether any number of tokens was stated.</summary>
    public readonly bool AreAny => (Prompt ?? Input ?? Output ?? Total ?? Cached ?? CacheRead ?? Written ?? CacheCreation
        ?? CacheMiss ?? Reasoning ?? BilledInput ?? BilledOutput ?? Searches ?? OtherSearches ?? Images
        ?? AudioInput ?? AudioOutput ?? ImageInput ?? ImageOutput ?? TextInput ?? TextOutput ?? Written5m ?? Written1h
        ?? ToolInput ?? Citations) is not null;

    /// <summary>Keeps the larger of two statements of a number.</summary>
    public static void Keep(ref long? number, long? stated) => number = stated is null || stated <= number ? number : stated;

    /// <summary>Adds a part of a number that is stated in parts.</summary>
    public static void Add(ref long? number, long? part) => number = part is null ? number : (number ?? 0) + part;
}

#nullable enable

namespace RouteGen;

/// <summary>Options of a request that a model may reject or ignore. Losing one degrades an answer; it does not invalidate it.</summary>
[Flags]
public enum RequestParameters
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>temperature</c>.</summary>
    Temperature = 1,

    /// <summary><c>topP</c>.</summary>
    TopP = 2,

    /// <summary><c>topK</c>.</summary>
    TopK = 4,

    /// <summary><c>frequencyPenalty</c>.</summary>
    FrequencyPenalty = 8,

    /// <summary><c>presencePenalty</c>.</summary>
    PresencePenalty = 16,

    /// <summary><c>seed</c>.</summary>
    Seed = 32,

    /// <summary><c>stopSequences</c>.</summary>
    StopSequences = 64,

    /// <summary><c>reasoningEffort</c>.</summary>
    ReasoningEffort = 128,
}

namespace RouteGen.Wire;

/// <summary>
/// All of a request that the engine decides by, read from it once. What the request says, and in which form, only its carrier knows.
/// </summary>
internal readonly record struct RequestFacts
{
    /// <summary>The tokens of the request, as estimated.</summary>
    public long InputTokens { get; init; }

    /// <summary>The tokens of what has to fit a model's window: the whole conversation, or the largest text of a list of texts.</summary>
    public long LargestInput { get; init; }

    /// <summary>The features of a model that the request cannot do without.</summary>
    public ModelFeatures Needs { get; init; }

    /// <summary>The preferences that the caller set.</summary>
    public RequestParameters Sets { get; init; }

    /// <summary>
    /// The output tokens that the caller asks for at most; 0 where there is no output, null where the caller does not say.
    /// </summary>
    public int? MaxOutput { get; init; }

    /// <summary>The service tier that the caller asks for.</summary>
    public ServiceTier? Tier { get; init; }

    /// <summary>Whether the reply is read as it comes.</summary>
    public bool Streamed { get; init; }

    /// <summary>Whether vectors are asked for: they are billed by their input alone.</summary>
    public bool IsVectors { get; init; }

    /// <summary>Whether the request continues a conversation that is kept at one provider.</summary>
    public bool HasConversation { get; init; }

    /// <summary>Whether the caller forbids that its prompt and its reply be kept, whatever the route captures.</summary>
    public bool ForbidsCapture { get; init; }

    /// <summary>The target whose tool calls the request answers; null outside a tool loop.</summary>
    public string? Issuer { get; init; }

    /// <summary>How long the caller gives the call, a whole stream included; null for as long as its route says.</summary>
    public TimeSpan? TimeLimit { get; init; }

    /// <summary>Whether the tool calls that are answered came with reasoning, which only <see cref="Issuer"/> can go on from.</summary>
    public bool HasReasoning { get; init; }

    /// <summary>The model that the caller named. It is reported, and not sent.</summary>
    public string? AskedModel { get; init; }
}

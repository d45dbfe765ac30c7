namespace RouteGen.Wire;

/// <summary>What one attempt changes of the caller's request, decided in one place and applied by whoever carries it.</summary>
internal readonly record struct RequestEdits
{
    /// <summary>The target that is asked: what only another understands is left out or made portable.</summary>
    public required string Target { get; init; }

    /// <summary>The model's name on the wire.</summary>
    public required string Model { get; init; }

    /// <summary>The output tokens that are asked for at most; null leaves that to the provider.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>The preferences of the caller that the model does not take.</summary>
    public RequestParameters Drop { get; init; }

    /// <summary>The temperature where the caller sets none.</summary>
    public float? Temperature { get; init; }

    /// <summary>The nucleus share where the caller sets none.</summary>
    public float? TopP { get; init; }

    /// <summary>The effort of reasoning where the caller sets none, in the table's word.</summary>
    public string? Effort { get; init; }

    /// <summary>The service tier, whatever the caller asks for: the table's worst case counts on it.</summary>
    public ServiceTier? Tier { get; init; }

    /// <summary>The length that the table asks vectors to have; null leaves it to the caller.</summary>
    public int? Dimensions { get; init; }

    /// <summary>The length of the model's own vectors; null where the table does not say.</summary>
    public int? ModelDimensions { get; init; }

    /// <summary>Whether a conversation that the provider keeps can be continued wherever the chain leads.</summary>
    public bool KeepsConversation { get; init; }
}

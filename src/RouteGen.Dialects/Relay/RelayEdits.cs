namespace RouteGen.Dialects.Relay;

/// <summary>What one attempt changes of a caller's JSON.</summary>
internal readonly record struct RelayEdits
{
    /// <summary>The output tokens that are asked for at most; null leaves that to the caller and the provider.</summary>
    public int? MaxOutput { get; init; }

    /// <summary>The preferences of the caller that the model does not take.</summary>
    public RequestParameters Drop { get; init; }

    /// <summary>The temperature where the caller sets none.</summary>
    public float? Temperature { get; init; }

    /// <summary>The nucleus share where the caller sets none.</summary>
    public float? TopP { get; init; }

    /// <summary>The effort of reasoning where the caller sets none, in the table's word.</summary>
    public string? Effort { get; init; }

    /// <summary>The service tier, in OpenAI's word, whatever the caller asks for; null leaves it to the caller.</summary>
    public string? Tier { get; init; }

    /// <summary>The length that vectors are to have; null leaves it to the caller.</summary>
    public int? Dimensions { get; init; }
}

namespace RouteGen.Dialects.Relay;

/// <summary>A dialect in which a caller's own JSON can go on.</summary>
internal enum RelayDialect
{
    /// <summary>OpenAI's Chat Completions.</summary>
    ChatCompletions,

    /// <summary>OpenAI's Responses.</summary>
    Responses,

    /// <summary>Anthropic's Messages.</summary>
    Messages,

    /// <summary>OpenAI's embeddings.</summary>
    Embeddings,
}

namespace RouteGen.Testing;

/// <summary>The wire protocol that a simulated provider speaks.</summary>
public enum ProviderWire
{
    /// <summary>OpenAI chat completions.</summary>
    OpenAI,

    /// <summary>OpenAI chat completions as OpenRouter speaks them: with cost, comments in streams, and an error envelope of its own.</summary>
    OpenRouter,

    /// <summary>Anthropic messages.</summary>
    Anthropic,
}

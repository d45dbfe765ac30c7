namespace RouteGen.Testing;

/// <summary>The wire protocol that a simulated provider speaks.</summary>
public enum ProviderWire
{
    /// <summary>OpenAI: chat completions, and responses under their own path.</summary>
    OpenAI,

    /// <summary>
    /// OpenAI chat completions as OpenRouter speaks them: with cost, comments in streams, and an error envelope of its own.
    /// </summary>
    OpenRouter,

    /// <summary>Anthropic messages.</summary>
    Anthropic,

    /// <summary>Azure OpenAI's version 1 API: chat completions and responses, with its errors and filter results.</summary>
    AzureOpenAI,

    /// <summary>OpenAI chat completions as Gemini's compatible endpoint speaks them: with Google's errors.</summary>
    Gemini,

    /// <summary>Ollama's own chat API.</summary>
    Ollama,
}

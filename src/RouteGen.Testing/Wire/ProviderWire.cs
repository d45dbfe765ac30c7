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

    /// <summary>Groq: the usage of a stream in <c>x_groq</c>.</summary>
    Groq,

    /// <summary>Mistral: thinking inside the content, errors with all members at the top.</summary>
    Mistral,

    /// <summary>DeepSeek: hits and misses of the cache, comments while a request waits.</summary>
    DeepSeek,

    /// <summary>xAI: reasoning outside the completion tokens, the cost in ticks, errors of a code and a text.</summary>
    XAI,

    /// <summary>Moonshot: the usage of a stream inside its last choice.</summary>
    Moonshot,

    /// <summary>Perplexity's Sonar, and Responses under <c>/v1</c>: with cost and sources.</summary>
    Perplexity,

    /// <summary>Together: ends with a word of its own.</summary>
    Together,

    /// <summary>OpenAI chat completions as Fireworks speaks them.</summary>
    Fireworks,

    /// <summary>OpenAI chat completions as Hugging Face's router speaks them.</summary>
    HuggingFace,

    /// <summary>LM Studio: errors that are a bare text.</summary>
    LMStudio,

    /// <summary>vLLM: errors with names of Python exceptions.</summary>
    Vllm,

    /// <summary>The server of llama.cpp: with timings.</summary>
    LlamaCpp,

    /// <summary>SGLang: errors with all members at the top.</summary>
    SGLang,
}

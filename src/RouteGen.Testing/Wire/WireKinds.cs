namespace RouteGen.Testing.Wire;

/// <summary>What the providers of a kind speak.</summary>
internal static class WireKinds
{
    /// <summary>The protocol of a kind as tables write it; null where it is not simulated.</summary>
    public static ProviderWire? Find(string kind) => kind switch
    {
        "openai" or "openai-compatible" or "routegen" => ProviderWire.OpenAI,
        "azure-openai" => ProviderWire.AzureOpenAI,
        "gemini" => ProviderWire.Gemini,
        "openrouter" => ProviderWire.OpenRouter,
        "groq" => ProviderWire.Groq,
        "mistral" => ProviderWire.Mistral,
        "deepseek" => ProviderWire.DeepSeek,
        "xai" => ProviderWire.XAI,
        "moonshot" => ProviderWire.Moonshot,
        "perplexity" => ProviderWire.Perplexity,
        "together" => ProviderWire.Together,
        "fireworks" => ProviderWire.Fireworks,
        "huggingface" => ProviderWire.HuggingFace,
        "lm-studio" => ProviderWire.LMStudio,
        "vllm" => ProviderWire.Vllm,
        "llama-cpp" => ProviderWire.LlamaCpp,
        "sglang" => ProviderWire.SGLang,
        "anthropic" => ProviderWire.Anthropic,
        "ollama" => ProviderWire.Ollama,
        _ => null,
    };
}

using RouteGen.Anthropic;
using RouteGen.Ollama;
using RouteGen.OpenAI;

namespace RouteGen.Tables.Tests;

/// <summary>The kinds of these tests, for both ways to a definition.</summary>
internal static class Kinds
{
    /// <summary>As the adapter packages' properties state them to the compiler.</summary>
    public const string Property = "openai=RouteGen.OpenAI.OpenAIAdapter|azure-openai=RouteGen.OpenAI.OpenAIAdapter"
        + "|openrouter=RouteGen.OpenAI.OpenAIAdapter|openai-compatible=RouteGen.OpenAI.OpenAIAdapter|groq=RouteGen.OpenAI.OpenAIAdapter"
        + "|openai+responses=RouteGen.OpenAI.OpenAIResponsesAdapter|azure-openai+responses=RouteGen.OpenAI.OpenAIResponsesAdapter"
        + "|anthropic=RouteGen.Anthropic.AnthropicAdapter|ollama=RouteGen.Ollama.OllamaAdapter";

    /// <summary>As whoever reads tables states them.</summary>
    public static ProviderAdapters Adapters => new ProviderAdapters()
        .Add("openai", OpenAIAdapter.Instance, OpenAIResponsesAdapter.Instance)
        .Add("azure-openai", OpenAIAdapter.Instance, OpenAIResponsesAdapter.Instance)
        .Add("openrouter", OpenAIAdapter.Instance)
        .Add("openai-compatible", OpenAIAdapter.Instance)
        .Add("groq", OpenAIAdapter.Instance)
        .Add("anthropic", AnthropicAdapter.Instance)
        .Add("ollama", OllamaAdapter.Instance);
}

using RouteGen.Definitions;
using RouteGen.Listening;

namespace RouteGen.Tests.Telemetry;

/// <summary>
/// gen_ai.provider.name has the convention's value where there is one (open-telemetry/semantic-conventions-genai,
/// model/gen-ai/registry.yaml), else the kind, and the table's own name where the kind says nothing.
/// </summary>
public sealed class ProviderNameTests
{
    [Theory]
    [InlineData("openai", "openai")]
    [InlineData("azure-openai", "azure.ai.openai")]
    [InlineData("gemini", "gcp.gemini")]
    [InlineData("anthropic", "anthropic")]
    [InlineData("groq", "groq")]
    [InlineData("mistral", "mistral_ai")]
    [InlineData("deepseek", "deepseek")]
    [InlineData("xai", "x_ai")]
    [InlineData("moonshot", "moonshot_ai")]
    [InlineData("perplexity", "perplexity")]
    [InlineData("together", "together")]
    [InlineData("llama-cpp", "llama-cpp")]
    [InlineData("openai-compatible", "house")]
    [InlineData("custom", "house")]
    public void Is_the_conventions_word(string kind, string name) =>
        Assert.Equal(name, GenAi.ProviderName(new ProviderDefinition { Name = "house", Kind = kind, Adapter = null }));
}

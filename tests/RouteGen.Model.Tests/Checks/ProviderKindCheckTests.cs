using RouteGen.Model.Checks;
using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Checks;

public class ProviderKindCheckTests
{
    [Theory]
    [InlineData(
        "anthropic", "openai", "Provider kind 'anthropic' needs the package RouteGen.Anthropic: dotnet add package RouteGen.Anthropic")]
    [InlineData(
        "azure-openai", "anthropic", "Provider kind 'azure-openai' needs the package RouteGen.OpenAI: dotnet add package RouteGen.OpenAI")]
    [InlineData("ollama", "openai", "Provider kind 'ollama' needs the package RouteGen.Ollama: dotnet add package RouteGen.Ollama")]
    [InlineData("openrouter", "", "Provider kind 'openrouter' needs the package RouteGen.OpenAI: dotnet add package RouteGen.OpenAI")]
    [InlineData("antropic", "openai", "There is no provider kind 'antropic'; did you mean 'anthropic'?")]
    [InlineData("bedrockk", "bedrock", "There is no provider kind 'bedrockk'; did you mean 'bedrock'?")]
    [InlineData("groq", "openai", "Provider kind 'groq' needs the package RouteGen.OpenAI: dotnet add package RouteGen.OpenAI")]
    [InlineData("llamacpp", "openai", "There is no provider kind 'llamacpp'; did you mean 'llama-cpp'?")]
    [InlineData("xyz", "mine", "There is no provider kind 'xyz'; the known ones are: anthropic, azure-openai, custom, deepseek, " +
        "fireworks, gemini, groq, huggingface, llama-cpp, lm-studio, mine, mistral, moonshot, ollama, openai, openai-compatible, " +
        "openrouter, perplexity, routegen, sglang, together, vllm, xai; another service that speaks OpenAI's protocol is of kind " +
        "'openai-compatible', with its address as 'endpoint'")]
    public void Reports_a_kind_that_no_package_brings(string kind, string known, string message)
    {
        var (reading, text) = Read(kind);

        var problem = Assert.Single(ProviderKindCheck.Check(reading, [known]));

        Assert.Equal("RG0010", problem.Rule.Id);
        Assert.Equal(message, problem.Message);
        Assert.Equal($"\"{kind}\"", text.Substring(problem.Range.Start, problem.Range.Length));
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("custom")]
    [InlineData("mine")]
    public void Is_silent_on_kinds_that_are_known(string kind) =>
        Assert.Empty(ProviderKindCheck.Check(Read(kind).Reading, ["openai", "mine"]));

    [Fact]
    public void Is_silent_on_a_provider_that_states_no_kind() =>
        Assert.Empty(ProviderKindCheck.Check(
            TableReader.Read(new TextFile("routes.json", """{ "table": "T", "providers": { "p": { } }, "routes": { } }"""), []), []));

    private static (TableReading Reading, string Text) Read(string kind)
    {
        var text = $$"""{ "table": "SomeRoutes", "providers": { "p": { "kind": "{{kind}}" } }, "routes": { } }""";
        return (TableReader.Read(new TextFile("routes.json", text), []), text);
    }
}

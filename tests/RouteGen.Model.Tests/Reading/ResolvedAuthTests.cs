using RouteGen.Model.Reading;
using Xunit;

namespace RouteGen.Model.Tests.Reading;

public class ResolvedAuthTests
{
    [Theory]
    [InlineData("\"kind\": \"openai\"", ProviderAuth.ApiKey)]
    [InlineData("\"kind\": \"anthropic\"", ProviderAuth.ApiKey)]
    [InlineData("\"kind\": \"openrouter\"", ProviderAuth.ApiKey)]
    [InlineData("\"kind\": \"gemini\"", ProviderAuth.ApiKey)]
    [InlineData("\"kind\": \"azure-openai\", \"endpointEnv\": \"U\"", ProviderAuth.ApiKey)]
    [InlineData("\"kind\": \"ollama\"", ProviderAuth.OptionalApiKey)]
    [InlineData("\"kind\": \"groq\"", ProviderAuth.ApiKey)]
    [InlineData("\"kind\": \"huggingface\"", ProviderAuth.ApiKey)]
    [InlineData("\"kind\": \"vllm\"", ProviderAuth.OptionalApiKey)]
    [InlineData("\"kind\": \"lm-studio\", \"apiKeyEnv\": \"K\"", ProviderAuth.ApiKey)]
    [InlineData("\"kind\": \"openai-compatible\", \"endpointEnv\": \"U\"", ProviderAuth.OptionalApiKey)]
    [InlineData("\"kind\": \"openai-compatible\", \"endpointEnv\": \"U\", \"apiKeyEnv\": \"K\"", ProviderAuth.ApiKey)]
    [InlineData("\"kind\": \"mine\"", ProviderAuth.OptionalApiKey)]
    [InlineData("\"kind\": \"custom\"", ProviderAuth.None)]
    [InlineData("\"kind\": \"openai\", \"auth\": \"none\"", ProviderAuth.None)]
    [InlineData("\"kind\": \"openai\", \"auth\": \"token\"", ProviderAuth.Token)]
    [InlineData("\"kind\": \"ollama\", \"apiKeyEnv\": [\"K\", \"L\"]", ProviderAuth.ApiKey)]
    [InlineData("\"kind\": \"mine\", \"auth\": \"apiKey\"", ProviderAuth.ApiKey)]
    public void Is_what_the_file_states_else_what_the_kind_needs(string properties, ProviderAuth auth)
    {
        var reading = TableReader.Read(
            new TextFile("routes.json", $$"""{ "table": "GoodRoutes", "providers": { "p": { {{properties}} } }, "routes": { } }"""), []);

        Assert.Empty(reading.Problems);
        Assert.Equal(auth, Assert.Single(reading.Table.Providers).Auth);
    }

    [Theory]
    [InlineData("\"kind\": \"openrouter\"", true)]
    [InlineData("\"kind\": \"huggingface\"", true)]
    [InlineData("\"kind\": \"openai\"", false)]
    [InlineData("\"kind\": \"openrouter\", \"gateway\": false", false)]
    [InlineData("\"kind\": \"openai\", \"gateway\": true", true)]
    public void A_gateway_is_what_the_file_states_else_what_the_kind_is(string properties, bool isGateway) => Assert.Equal(
        isGateway,
        Assert.Single(TableReader.Read(
            new TextFile("r", $$"""{ "table": "GoodRoutes", "providers": { "p": { {{properties}} } }, "routes": { } }"""),
            []).Table.Providers).IsGateway);
}

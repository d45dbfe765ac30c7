using RouteGen.Testing;

namespace RouteGen.Tool.Tests.Smoke;

/// <summary>Providers whose address and key come by a connection string, as the application of the table gets them.</summary>
public sealed class ConnectionStringTests
{
    private const string Variable = "ConnectionStrings__house-ai";
    private const string InShells = "ConnectionStrings__house_ai";
    private const string Setting = "RouteGen__SmokeRoutes__Providers__p__";

    [Theory]
    [InlineData("openai", "Endpoint={0};Key={1}", "m")]
    [InlineData("openai", "endpoint = {0}; key = {1} ;", "m")]
    [InlineData("openai", "Key={1};Endpoint=\"{0}\";Model=gpt-4o-mini", "m")]
    [InlineData("openai", "Endpoint={0};Key={1};Deployment=dep-1", "dep-1")]
    [InlineData("azure-openai", "Endpoint={0};Key={1};Deployment=dep-1;IsAzure=True", "dep-1")]
    [InlineData("openai", "{0}", "m")]
    [InlineData("openai", " {0} ", "m")]
    [InlineData("openai", "Endpoint={0}", "m")]
    [InlineData("ollama", "Endpoint={0};Model=llama3.2", "m")]
    [InlineData("ollama", "{0}", "m")]
    public async Task A_provider_is_called_where_its_connection_string_leads(string kind, string text, string model)
    {
        var wire = kind switch
        {
            "ollama" => ProviderWire.Ollama,
            "azure-openai" => ProviderWire.AzureOpenAI,
            _ => ProviderWire.OpenAI,
        };
        await using var provider = await SimulatedProvider.StartAsync(wire);
        var address = provider.Endpoint.AbsoluteUri.Replace("/openai/v1/", "/", StringComparison.Ordinal);
        using var stand = Stand(kind, kind != "ollama").With(Variable, string.Format(null, text, address, SmokeStand.Key));

        var result = await stand.JsonAsync("--shape", "plain");

        Assert.Equal("healthy", result.Diagnosis("one plain"));
        Assert.Equal((model, kind != "ollama"), (Assert.Single(provider.Requests).Model, provider.Requests[0].HasCredential));
    }

    [Theory]
    [InlineData("openai", null, "key-missing", "SMOKE_KEY")]
    [InlineData("ollama", null, "endpoint-missing", InShells)]
    [InlineData("ollama", "  ", "endpoint-missing", InShells)]
    [InlineData("openai", SmokeStand.Key, "connection-wrong", Variable)]
    [InlineData("openai", "AccountKey=" + SmokeStand.Key, "connection-wrong", Variable)]
    [InlineData("openai", "\"https://house/v1\"", "connection-wrong", Variable)]
    [InlineData("openai", "Endpoint=house/" + SmokeStand.Key + ";Key=k", "endpoint-wrong", Variable)]
    [InlineData("openai", "house:8080", "endpoint-wrong", Variable)]
    [InlineData("openai", "Endpoint=http://127.0.0.1:1/v1/chat/completions;Key=k", "endpoint-wrong", Variable)]
    [InlineData("openai", "Endpoint=https://api.openai.com;Key=k", "endpoint-wrong", Variable)]
    [InlineData("openai", "Endpoint=https://" + SmokeStand.Key + "@house;Key=k", "endpoint-wrong", Variable)]
    public async Task What_is_wrong_with_it_is_told_by_its_name_and_nothing_is_called(
        string kind, string? text, string diagnosis, string place)
    {
        using var stand = Stand(kind, kind != "ollama", """, "endpointEnv": "HOUSE_URL" """).Without("SMOKE_KEY");
        if (text is not null)
        {
            stand.With(Variable, text);
        }

        var result = await stand.JsonAsync("--shape", "plain");

        Assert.Equal((1, diagnosis), (result.ExitCode, result.Diagnosis("one plain")));
        Assert.Contains(place, result.Json.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_that_no_shell_can_set_is_found_with_underscores()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand("openai", hasKey: false).With(InShells, $"Endpoint={provider.Endpoint};Key={SmokeStand.Key}");

        Assert.Equal("healthy", (await stand.JsonAsync("--shape", "plain")).Diagnosis("one plain"));
    }

    [Fact]
    public async Task What_settings_replace_as_a_whole_need_not_be_right()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = Stand("openai", hasKey: false)
            .With(Variable, "no connection string")
            .With(Setting + "Endpoint", provider.Endpoint.AbsoluteUri)
            .With(Setting + "ApiKey", SmokeStand.Key);

        Assert.Equal("healthy", (await stand.JsonAsync("--shape", "plain")).Diagnosis("one plain"));
    }

    [Fact]
    public async Task An_address_in_it_that_nothing_listens_at_is_to_be_fixed_there()
    {
        var refused = SimulatedProvider.GetRefusedEndpoint().AbsoluteUri;
        using var stand = Stand("openai", true, """, "endpointEnv": "HOUSE_URL" """)
            .With(Variable, $"Endpoint={refused};Key={SmokeStand.Key}");

        var result = await stand.JsonAsync("--shape", "plain");

        Assert.Equal("endpoint-refused", result.Diagnosis("one plain"));
        Assert.Contains($"fix {Variable}.", result.Json.GetRawText(), StringComparison.Ordinal);
    }

    private static SmokeStand Stand(string kind, bool hasKey, string more = "")
    {
        var stand = new SmokeStand();
        var key = hasKey ? """, "apiKeyEnv": "SMOKE_KEY" """ : "";
        stand.Write(SmokeStand.Table(
            $$"""{ "p": { "kind": "{{kind}}", "connectionName": "house-ai"{{key}}{{more}} } }""",
            """{ "m": { "contextWindow": 100000, "maxOutput": 8000 } }""",
            """{ "one": { "provider": "p", "model": "m" } }""",
            """{ "ask": { "about": "Asks.", "chain": ["one"] } }"""));
        return stand;
    }
}

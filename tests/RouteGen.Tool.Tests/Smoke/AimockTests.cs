using RouteGen.TestSupport.Foreign;

[assembly: AssemblyFixture(typeof(RouteGen.Tool.Tests.Smoke.AimockServer))]

namespace RouteGen.Tool.Tests.Smoke;

/// <summary>@copilotkit/aimock with the answers to what smoke asks, started by the first test that asks it.</summary>
public sealed class AimockServer : IAsyncLifetime
{
    private readonly Lazy<Task<ForeignServer>> _server = new(static () => ForeignServer.StartAsync("smoke.mjs"));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async Task<string> EndpointAsync(string path)
    {
        ForeignServer.Need("@copilotkit/aimock");
        return (await _server.Value).Endpoint(path);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server.IsValueCreated)
        {
            await (await _server.Value).DisposeAsync();
        }
    }
}

/// <summary>Runs against a server that others wrote, in its dialects.</summary>
public sealed class AimockTests(AimockServer server)
{
    [Theory]
    [InlineData("openai", "/v1", null)]
    [InlineData("openai", "/v1", "responses")]
    [InlineData("anthropic", "", null)]
    [InlineData("gemini", "/v1beta/openai", null)]
    [InlineData("openrouter", "/api/v1", null)]
    [InlineData("mistral", "/v1", null)]
    [InlineData("groq", "/openai/v1", null)]
    [InlineData("azure-openai", "", null)]
    public async Task It_is_well_in_every_shape(string kind, string path, string? api)
    {
        using var stand = new SmokeStand();
        stand.Write(SmokeStand.Table(
            $$"""
            { "p": { "kind": "{{kind}}", "apiKeyEnv": "SMOKE_KEY", "endpoint": "{{await server.EndpointAsync(path)}}"
                     {{(api is null ? "" : $", \"api\": \"{api}\"")}} } }
            """,
            """
            { "m": { "contextWindow": 100000, "maxOutput": 8000, "usdPerMTok": { "input": 1, "output": 2 },
                     "features": ["streaming", "tools", "jsonSchema", "vision"] } }
            """,
            """{ "one": { "provider": "p", "model": "m", "deployment": "the-model" } }""",
            """{ "ask": { "about": "Asks.", "chain": ["one"] } }"""));

        var result = await stand.JsonAsync();

        Assert.Equal(
            ["healthy", "healthy", "healthy", "healthy", "healthy", "refused"],
            new[] { "plain", "stream", "tool", "schema", "image", "error" }.Select(shape => result.Diagnosis($"one {shape}")));
        Assert.Equal(0, result.ExitCode);
    }

    [Theory]
    [InlineData("without-credit", "no-credit")]
    [InlineData("with-a-wrong-key", "key-unknown")]
    [InlineData("too-often", "rate-limited")]
    [InlineData("down", "server-error")]
    [InlineData("cut", "cut")]
    [InlineData("malformed", "unreadable")]
    public async Task What_is_wrong_there_is_named(string model, string diagnosis)
    {
        foreach (var (kind, path) in new[] { ("openai", "/v1"), ("anthropic", ""), ("openrouter", "/api/v1") })
        {
            using var stand = SmokeStand.ForOne(kind, await server.EndpointAsync(path), deployment: model);
            Assert.Equal((kind, diagnosis), (kind, (await stand.JsonAsync("--shape", "plain")).Diagnosis("one plain")));
        }
    }

    [Fact]
    public async Task A_tool_that_is_answered_for_in_words_is_named()
    {
        using var stand = SmokeStand.ForOne("openai", await server.EndpointAsync("/v1"), deployment: "in-words");
        Assert.Equal("tool-not-called", (await stand.JsonAsync("--shape", "tool")).Diagnosis("one tool"));
    }
}

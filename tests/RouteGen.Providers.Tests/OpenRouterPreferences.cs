using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using OpenAI.Chat;
using RouteGen.Definitions;
using RouteGen.OpenAI;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests;

/// <summary>What a table states for OpenRouter arrives there with every request, whatever the caller sets.</summary>
public sealed class OpenRouterPreferences : IDisposable
{
    private const string Body = """{"provider":{"order":["azure"],"allow_fallbacks":false,"data_collection":"deny","zdr":true""" +
        ""","max_price":{"prompt":1,"completion":2.5}}}""";

    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Preferences_and_attribution_are_sent(bool streamed)
    {
        await using var provider = await Adapters.StartAsync(Dialect.OpenRouter);
        await AskAsync(provider, streamed, null);

        var request = provider.Requests.Single();
        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(Body)!["provider"], JsonNode.Parse(request.Body.GetProperty("provider").GetRawText())),
            request.Body.GetRawText());
        Assert.Equal(("https://support.example.com", "Support desk"), (request.Headers["HTTP-Referer"], request.Headers["X-Title"]));
    }

    [Fact]
    public async Task A_callers_own_request_keeps_what_it_states_and_cannot_loosen_the_tables_preferences()
    {
        await using var provider = await Adapters.StartAsync(Dialect.OpenRouter);
        var loose = new ChatCompletionOptions { EndUserId = "u" };
#pragma warning disable SCME0001
        loose.Patch.Set("$.provider"u8, """{"data_collection":"allow"}"""u8);
#pragma warning restore SCME0001
        await AskAsync(provider, streamed: false, new() { RawRepresentationFactory = _ => loose, Temperature = 0.5f });

        var body = provider.Requests.Single().Body;
        Assert.Equal(("deny", "u", 0.5), (
            body.GetProperty("provider").GetProperty("data_collection").GetString(),
            body.GetProperty("user").GetString(),
            body.GetProperty("temperature").GetDouble()));
    }

    [Fact]
    public async Task Nothing_is_sent_that_the_table_does_not_state()
    {
        await using var provider = await Adapters.StartAsync(Dialect.OpenRouter);
        using var client = provider.Connect(Dialect.OpenRouter, _http);
        await client.GetResponseAsync("Good morning");

        var request = provider.Requests.Single();
        Assert.False(request.Body.TryGetProperty("provider", out _));
        Assert.DoesNotContain("HTTP-Referer", request.Headers.Keys);
        Assert.DoesNotContain("X-Title", request.Headers.Keys);
    }

    [Fact]
    public async Task Preferences_and_attribution_are_sent_for_vectors_too()
    {
        await using var provider = await Adapters.StartAsync(Dialect.OpenRouter);
        using var generator = OpenAIAdapter.Instance.CreateEmbeddingGenerator(ConnectionTo(provider));

        var vectors = await generator.GenerateAsync(["Good morning"], cancellationToken: TestContext.Current.CancellationToken);

        var request = provider.Requests.Single();
        Assert.Equal(
            (1, "/api/v1/embeddings", "deny"),
            (vectors.Count, request.Path, request.Body.GetProperty("provider").GetProperty("data_collection").GetString()));
        Assert.Equal("https://support.example.com", request.Headers["HTTP-Referer"]);
    }

    private async Task AskAsync(SimulatedProvider provider, bool streamed, ChatOptions? options)
    {
        using var client = OpenAIAdapter.Instance.CreateChatClient(ConnectionTo(provider));
        _ = streamed
            ? await client.GetStreamingResponseAsync("Good morning", options).ToChatResponseAsync()
            : await client.GetResponseAsync("Good morning", options);
    }

    private ProviderConnection ConnectionTo(SimulatedProvider provider)
    {
        var plain = Adapters.Target(Dialect.OpenRouter);
        return new()
        {
            Target = new TargetDefinition
            {
                Name = plain.Name,
                Provider = plain.Provider,
                Model = plain.Model,
                Deployment = plain.Deployment,
                RequestBody = Body,
                RequestHeaders =
                    new Dictionary<string, string> { ["HTTP-Referer"] = "https://support.example.com", ["X-Title"] = "Support desk" },
            },
            Endpoint = provider.Endpoint,
            ApiKey = Adapters.Key,
            TokenProvider = null,
            HttpClient = _http,
        };
    }
}

using RouteGen.Definitions;
using RouteGen.OpenAI;

namespace RouteGen.Providers.Tests;

/// <summary>A target's word on the protocol wins over its provider's, and the provider's stands where the target says nothing.</summary>
public sealed class ApiOfTarget : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(Dialect.OpenAI, ProviderApi.Responses, "/v1/responses")]
    [InlineData(Dialect.OpenAI, null, "/v1/chat/completions")]
    [InlineData(Dialect.OpenAIResponses, ProviderApi.Default, "/v1/chat/completions")]
    [InlineData(Dialect.OpenAIResponses, null, "/v1/responses")]
    [InlineData(Dialect.Azure, ProviderApi.Responses, "/openai/v1/responses")]
    [InlineData(Dialect.AzureResponses, ProviderApi.Default, "/openai/v1/chat/completions")]
    public async Task A_targets_protocol_wins(Dialect dialect, ProviderApi? own, string path)
    {
        await using var provider = await Adapters.StartAsync(dialect);
        var target = Adapters.Target(dialect) with { Api = own };
        using var client = OpenAIResponsesAdapter.Instance.CreateChatClient(ConnectionTo(target, provider.Endpoint));

        await client.GetResponseAsync(
            [new(Microsoft.Extensions.AI.ChatRole.User, "Good morning")], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(path, Assert.Single(provider.Requests).Path);
    }

    [Fact]
    public void The_adapter_that_is_trimmed_of_responses_says_who_has_them()
    {
        var target = Adapters.Target(Dialect.OpenAI) with { Api = ProviderApi.Responses };

        var refused = Assert.Throws<NotSupportedException>(
            () => OpenAIAdapter.Instance.CreateChatClient(ConnectionTo(target, new Uri("http://127.0.0.1:9"))));

        Assert.Contains(nameof(OpenAIResponsesAdapter), refused.Message, StringComparison.Ordinal);
    }

    private ProviderConnection ConnectionTo(TargetDefinition target, Uri endpoint) =>
        new() { Target = target, Endpoint = endpoint, ApiKey = Adapters.Key, TokenProvider = null, HttpClient = _http };
}

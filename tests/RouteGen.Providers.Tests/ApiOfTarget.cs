using RouteGen.Definitions;
using RouteGen.Hosting;
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
        TargetDefinition target = Adapters.Target(dialect) with { Api = own };
        using var client = OpenAIAdapter.Instance.CreateChatClient(new ProviderConnection { Target = target, Endpoint = provider.Endpoint, ApiKey = Adapters.Key, TokenProvider = null, HttpClient = _http });

        await client.GetResponseAsync([new(Microsoft.Extensions.AI.ChatRole.User, "Good morning")], cancellationToken: TestContext.Current.CancellationToken);

        Assert.Equal(path, Assert.Single(provider.Requests).Path);
    }
}

using Microsoft.Extensions.AI;
using RouteGen.Providers.Tests.Suite;

namespace RouteGen.Providers.Tests.Clouds;

/// <summary>
/// Clouds that serve Anthropic's Messages API under a path of their own with a key in <c>x-api-key</c> need no SDK: kind
/// <c>anthropic</c> with an endpoint.
/// </summary>
public sealed class OwnAdapterOnClouds : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = Timeout.InfiniteTimeSpan };

    public void Dispose() => _http.Dispose();

    /// <summary>
    /// Foundry is asked at <c>https://{resource}.services.ai.azure.com/anthropic</c>, Bedrock at
    /// <c>https://bedrock-mantle.{region}.api.aws/anthropic</c>.
    /// </summary>
    [Theory]
    [InlineData("/anthropic", false)]
    [InlineData("/anthropic", true)]
    [InlineData("/anthropic/", false)]
    public async Task An_address_with_a_path_is_asked_below_it(string path, bool streamed)
    {
        string? sent = null;
        await using var server = new ScriptedServer(request =>
        {
            sent = request;
            return CloudWire.Serve(Cloud.Foundry, streamed);
        });
        var endpoint = new Uri(new Uri(server.Endpoint).GetLeftPart(UriPartial.Authority) + path);
        using var client = RouteGen.Anthropic.AnthropicAdapter.Instance.CreateChatClient(new()
        {
            Target = Adapters.Target(Dialect.Anthropic, "anthropic.claude-haiku-4-5"),
            Endpoint = endpoint,
            ApiKey = Adapters.Key,
            TokenProvider = null,
            HttpClient = _http,
        });

        var reply = streamed
            ? await client.GetStreamingResponseAsync("Good morning").ToChatResponseAsync()
            : await client.GetResponseAsync("Good morning");

        Assert.Equal((CloudWire.Reply.Text, 50L, 9L), (reply.Text, reply.Usage?.InputTokenCount, reply.Usage?.OutputTokenCount));
        Assert.StartsWith("POST /anthropic/v1/messages HTTP/1.1", sent, StringComparison.Ordinal);
        Assert.Contains($"x-api-key: {Adapters.Key}", sent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("anthropic-version: 2023-06-01", sent, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"model\":\"anthropic.claude-haiku-4-5\"", sent, StringComparison.Ordinal);
    }
}

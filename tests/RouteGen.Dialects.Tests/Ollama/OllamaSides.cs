using Microsoft.Extensions.AI;
using OllamaSharp;
using RouteGen.Dialects.Ollama;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Tests.Ollama;

/// <summary>RouteGen's client and generator, and OllamaSharp's, at one server.</summary>
internal static class OllamaSides
{
    public const string Model = "the-model";

    public static OllamaClient Ours(OneReplyServer server, HttpClient http) => new(Connection(server, http));

    public static OllamaEmbeddingGenerator OurGenerator(OneReplyServer server, HttpClient http) => new(Connection(server, http));

    /// <summary>Its client must not be disposed of: the HTTP client is the test's.</summary>
    public static OllamaApiClient Sdk(OneReplyServer server, HttpClient http)
    {
        http.BaseAddress ??= server.Endpoint;
        return new(http, Model);
    }

    public static async Task<(ChatResponse Response, IReadOnlyList<ChatResponseUpdate> Updates)> AskAsync(
        IChatClient client, bool streamed, IEnumerable<ChatMessage>? messages = null, ChatOptions? options = null)
    {
        messages ??= [new ChatMessage(ChatRole.User, "why is the sky blue?")];
        if (!streamed)
        {
            return (await client.GetResponseAsync(messages, options), []);
        }

        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in client.GetStreamingResponseAsync(messages, options))
        {
            updates.Add(update);
        }

        return (updates.ToChatResponse(), updates);
    }

    private static DialectConnection Connection(OneReplyServer server, HttpClient http) => new()
    {
        HttpClient = http,
        Endpoint = server.Endpoint,
        Model = Model,
        Provider = "ollama",
    };
}

using System.Net;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Tests.Oracles.Generation;

namespace RouteGen.Dialects.Tests.Oracles.Requests;

/// <summary>The JSON that a client sends. Nothing answers: the wire itself is tested elsewhere.</summary>
internal static class SentJson
{
    /// <summary>Asks a client with a conversation and gives what it sent; null, and why, where it refused to.</summary>
    public static async Task<(JsonElement? Json, Exception? Refusal)> FromAsync(
        Func<HttpMessageHandler, IChatClient> create, Conversation conversation)
    {
        using var handler = new Handler();
        using var client = create(handler);
        try
        {
            if (conversation.Streamed)
            {
                await foreach (var update in client.GetStreamingResponseAsync(conversation.Messages, conversation.Options))
                {
                    _ = update;
                }
            }
            else
            {
                await client.GetResponseAsync(conversation.Messages, conversation.Options);
            }
        }
        catch (Exception e)
        {
            // The answer is an error, so there is one either way; what matters is whether something was sent before.
            return handler.Body is { } sent ? (JsonElement.Parse(sent), null) : (null, e);
        }

        return handler.Body is { } body ? (JsonElement.Parse(body), null) : (null, null);
    }

    private sealed class Handler : HttpMessageHandler
    {
        public byte[]? Body { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body ??= await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            return new(HttpStatusCode.BadRequest) { Content = new StringContent("{}"), RequestMessage = request };
        }
    }
}

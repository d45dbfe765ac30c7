using System.Net;
using Microsoft.Extensions.AI;

namespace RouteGen.Benchmarks.Calls;

/// <summary>
/// A provider that refuses every first request of two with 409 and answers the second: a fault that is retried once and opens no breaker.
/// </summary>
internal sealed class FlakyChatClient : IChatClient
{
    private readonly InstantChatClient _answers = new();
    private bool _refuses;

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        (_refuses = !_refuses)
            ? Task.FromException<ChatResponse>(new HttpRequestException("Somebody else is at it.", null, HttpStatusCode.Conflict))
            : _answers.GetResponseAsync(messages, options, cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Whole replies are measured.");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}

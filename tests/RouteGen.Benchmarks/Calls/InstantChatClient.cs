using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace RouteGen.Benchmarks.Calls;

/// <summary>A provider that takes no time, so that what is measured is what stands above it.</summary>
internal sealed class InstantChatClient : IChatClient
{
    /// <summary>Updates of a stream before the one that ends it.</summary>
    public const int Updates = 1_000;

    private static readonly ChatResponseUpdate Word = new(ChatRole.Assistant, "word ");
    private static readonly ChatResponseUpdate End = new(ChatRole.Assistant, [
        new UsageContent(new UsageDetails { InputTokenCount = 100, OutputTokenCount = Updates })
    ])
    { FinishReason = ChatFinishReason.Stop };

    private readonly Task<ChatResponse> _reply = Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "done"))
    {
        FinishReason = ChatFinishReason.Stop,
        Usage = new UsageDetails { InputTokenCount = 100, OutputTokenCount = 20, TotalTokenCount = 120 },
    });

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => _reply;

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await Task.CompletedTask;
        for (var i = 0; i < Updates; i++)
        {
            yield return Word;
        }

        yield return End;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}

/// <summary>
/// A provider that cannot do what is asked, and says so at once: a fault that opens no breaker, so that every call meets it.
/// </summary>
internal sealed class FailingChatClient : IChatClient
{
    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Task.FromException<ChatResponse>(new NotSupportedException("The model takes no such request."));

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Whole replies are measured.");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}

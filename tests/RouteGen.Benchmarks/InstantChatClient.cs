using Microsoft.Extensions.AI;

namespace RouteGen.Benchmarks;

/// <summary>A provider that takes no time, so that what is measured is what stands above it.</summary>
internal sealed class InstantChatClient : IChatClient
{
    private readonly Task<ChatResponse> _reply = Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "done"))
    {
        FinishReason = ChatFinishReason.Stop,
        Usage = new UsageDetails { InputTokenCount = 100, OutputTokenCount = 20, TotalTokenCount = 120 },
    });

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => _reply;

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("Whole replies are measured.");

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}

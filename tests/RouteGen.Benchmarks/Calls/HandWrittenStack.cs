using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.CircuitBreaker;
using Polly.Fallback;
using Polly.Retry;

namespace RouteGen.Benchmarks.Calls;

/// <summary>
/// What a careful team writes without RouteGen: failover under telemetry and logging, inside a Polly pipeline
/// of fallback, retry, breaker and timeout.
/// </summary>
internal sealed class HandWrittenStack : IDisposable
{
    private readonly IChatClient _client;
    private readonly ResiliencePipeline<ChatResponse> _pipeline;

    public HandWrittenStack(IChatClient first, IChatClient second)
    {
        _client = Observed(first, second);
        _pipeline = new ResiliencePipelineBuilder<ChatResponse>()
            .AddFallback(new FallbackStrategyOptions<ChatResponse>
            {
                FallbackAction = static _ => Outcome.FromResultAsValueTask(
                new ChatResponse(new ChatMessage(ChatRole.Assistant, "Try again later.")))
            })
            .AddRetry(new RetryStrategyOptions<ChatResponse> { MaxRetryAttempts = 2 })
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<ChatResponse>())
            .AddTimeout(TimeSpan.FromSeconds(30))
            .Build();
    }

    /// <summary>Microsoft.Extensions.AI's failover alone.</summary>
    public static IChatClient Failover(IChatClient first, IChatClient second)
    {
#pragma warning disable MEAI001 // Experimental: a peer to measure against, and nothing more.
        return new OrderedFailoverChatClient([first, second], leaveOpen: true);
#pragma warning restore MEAI001
    }

    /// <summary>The same under OpenTelemetry and logging.</summary>
    public static IChatClient Observed(IChatClient first, IChatClient second) =>
        new ChatClientBuilder(Failover(first, second)).UseOpenTelemetry().UseLogging(NullLoggerFactory.Instance).Build();

    public ValueTask<ChatResponse> GetResponseAsync(IList<ChatMessage> messages) => _pipeline.ExecuteAsync(
        static async (state, cancellationToken) => await state.Client.GetResponseAsync(
            state.Messages, cancellationToken: cancellationToken).ConfigureAwait(false),
        (Client: _client, Messages: messages));

    public void Dispose() => _client.Dispose();
}

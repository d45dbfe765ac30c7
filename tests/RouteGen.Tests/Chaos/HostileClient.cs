using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Wire;

namespace RouteGen.Tests.Chaos;

/// <summary>
/// A target that does anything a provider might, by the roll of seeded dice, in virtual time. It counts
/// what it was asked and what was given back.
/// </summary>
internal sealed class HostileClient(string name, Random dice, VirtualTime time) : IChatClient
{
    private readonly ConcurrentBag<decimal> _stated = [];
    private int _hits;
    private int _open;
    private int _bills;

    public int Hits => _hits;

    /// <summary>The costs that it has stated, in USD, each another.</summary>
    public IReadOnlyCollection<decimal> Stated => _stated;

    /// <summary>Requests that have not come to an end.</summary>
    public int Open => _open;

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _hits);
        Interlocked.Increment(ref _open);
        try
        {
            await PauseAsync(cancellationToken);
            switch (Roll(12))
            {
                case 0:
                    await time.DelayAsync(Timeout.InfiniteTimeSpan, cancellationToken);
                    break;
                case 1:
                    return new ChatResponse([]) { FinishReason = ChatFinishReason.Stop };
                case 2:
                    return new ChatResponse(new ChatMessage(ChatRole.Assistant, [new ErrorContent("no") { ErrorCode = "server_error" }]));
                case 3 or 4:
                    throw Exception();
                case 5:
                    return new ChatResponse(new ChatMessage(ChatRole.Assistant, [CutCall()]))
                    {
                        FinishReason = Roll(2) == 0 ? ChatFinishReason.Length : ChatFinishReason.ToolCalls
                    };
            }

            return new ChatResponse(new ChatMessage(ChatRole.Assistant, Whole))
            {
                AdditionalProperties = Bill(),
                FinishReason = ChatFinishReason.Stop,
                ModelId = name,
                Usage = Roll(5) == 0 ? null : new UsageDetails
                {
                    InputTokenCount = 40 + Roll(100),
                    CachedInputTokenCount = Roll(40),
                    OutputTokenCount = 1 + Roll(50)
                },
            };
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    /// <summary>The whole reply, which names its target, so that a mixture of two would show.</summary>
    public string Whole => $"<{name}|{name}|{name}|{name}>";

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Interlocked.Increment(ref _hits);
        Interlocked.Increment(ref _open);
        try
        {
            await PauseAsync(cancellationToken);
            if (Roll(6) == 0)
            {
                throw Exception();
            }

            yield return new ChatResponseUpdate { Role = ChatRole.Assistant };
            var breakAt = Roll(3) == 0 ? Roll(10) : int.MaxValue;
            var stallAt = Roll(6) == 0 ? Roll(10) : int.MaxValue;
            var place = 0;
            foreach (var piece in Whole.Split('|'))
            {
                if (place == stallAt)
                {
                    await time.DelayAsync(Timeout.InfiniteTimeSpan, cancellationToken);
                }

                if (place++ == breakAt)
                {
                    switch (Roll(5))
                    {
                        case 0:
                            throw Exception();
                        case 3:
                            yield return new ChatResponseUpdate(ChatRole.Assistant, [CutCall()]);
                            yield return new ChatResponseUpdate
                            {
                                FinishReason = Roll(2) == 0 ? ChatFinishReason.Length : ChatFinishReason.ToolCalls
                            };
                            yield break;
                        case 4:
                            yield return new ChatResponseUpdate(ChatRole.Assistant, [WholeCall()]);
                            yield break;
                        case 1:
                            yield return new ChatResponseUpdate(ChatRole.Assistant, [new ErrorContent("no")]);
                            yield break;
                        default:
                            yield break;
                    }
                }

                await PauseAsync(cancellationToken);
                yield return new ChatResponseUpdate(ChatRole.Assistant, place == 1 ? piece : "|" + piece);
            }

            var word = Roll(5) == 0 ? new ChatFinishReason("a_word_of_its_own") : ChatFinishReason.Stop;
            yield return new ChatResponseUpdate { FinishReason = word, ModelId = name, AdditionalProperties = Bill() };
            switch (Roll(12))
            {
                case 0:
                    throw Exception();
                case 1:
                    yield return new ChatResponseUpdate(ChatRole.Assistant, [new ErrorContent("no")]);
                    yield break;
                case 2:
                    await time.DelayAsync(Timeout.InfiniteTimeSpan, cancellationToken);
                    break;
            }

            if (Roll(4) > 0)
            {
                yield return new ChatResponseUpdate
                {
                    Contents = [new UsageContent(new UsageDetails { InputTokenCount = 40, OutputTokenCount = 1 + Roll(50) })]
                };
            }
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    /// <summary>States a cost now and then: down to 10⁻¹⁵ USD, finer than a ledger counts.</summary>
    private AdditionalPropertiesDictionary? Bill()
    {
        if (Roll(4) > 0)
        {
            return null;
        }

        var cost = 0.0001m + (Interlocked.Increment(ref _bills) * 0.000000000000007m);
        _stated.Add(cost);
        return new() { [WireFacts.CostUsdKey] = cost };
    }

    private static FunctionCallContent WholeCall() =>
        new("call", "delete_files", new Dictionary<string, object?> { ["path"] = "/tmp/old" });

    private static FunctionCallContent CutCall() => new("call", "delete_files") { Exception = new JsonException("no") };

    private Task PauseAsync(CancellationToken cancellationToken) =>
        Roll(3) == 0
            ? Task.CompletedTask
            : time.DelayAsync(TimeSpan.FromMilliseconds(1 + Roll(Roll(20) == 0 ? 9_000 : 300)), cancellationToken);

    private Exception Exception() => Roll(14) switch
    {
        0 => new HttpRequestException("no", null, HttpStatusCode.TooManyRequests),
        1 => new HttpRequestException("no", null, HttpStatusCode.InternalServerError),
        2 => new HttpRequestException("no", null, HttpStatusCode.ServiceUnavailable),
        3 => new HttpRequestException("no", null, HttpStatusCode.BadRequest),
        4 => new HttpRequestException("no", null, HttpStatusCode.Conflict),
        5 => new HttpRequestException("no", null, HttpStatusCode.RequestEntityTooLarge),
        6 => new HttpRequestException("no", null, HttpStatusCode.GatewayTimeout),
        7 => new IOException("no"),
        8 => new JsonException("no"),
        9 => new TaskCanceledException("not the caller"),
        10 => new TimeoutException("no"),
        11 => new NotSupportedException("no"),
        12 => new AggregateException(new IOException("no")),
        _ => new InvalidOperationException("no"),
    };

    private int Roll(int sides)
    {
        lock (dice)
        {
            return dice.Next(sides);
        }
    }
}

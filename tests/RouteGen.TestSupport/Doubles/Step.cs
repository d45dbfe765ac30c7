using System.Net;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace RouteGen.TestSupport.Doubles;

/// <summary>What a scripted client does with one request.</summary>
internal sealed class Step
{
    private Func<CancellationToken, Task<ChatResponse>> _reply = _ =>
        throw new InvalidOperationException("This step has no buffered form.");
    private Func<CancellationToken, IAsyncEnumerable<ChatResponseUpdate>> _stream = _ =>
        throw new InvalidOperationException("This step has no streamed form.");

    public Task<ChatResponse> ReplyAsync(CancellationToken cancellationToken) => _reply(cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> StreamAsync(CancellationToken cancellationToken) => _stream(cancellationToken);

    /// <summary>Answers with a text, streamed word by word behind an empty role chunk, with usage and a finish reason.</summary>
    public static Step Says(
        string text,
        long input = 100, long output = 20, ChatFinishReason? finish = null, AdditionalPropertiesDictionary? properties = null) => new()
        {
            _reply = _ => Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, text))
            {
                ModelId = "served-model",
                ResponseId = "r1",
                FinishReason = finish ?? ChatFinishReason.Stop,
                Usage = new UsageDetails { InputTokenCount = input, OutputTokenCount = output },
                AdditionalProperties = properties,
            }),
            _stream = ct => Updates(ct, [.. Words(text), Finish(finish ?? ChatFinishReason.Stop), Usage(input, output)]),
        };

    /// <summary>The same as <see cref="Says"/>, as soon as <paramref name="gate"/> opens.</summary>
    public static Step SaysAfter(Task gate, string text, long input = 100, long output = 20)
    {
        var says = Says(text, input, output);
        return new()
        {
            _reply = async ct =>
            {
                await gate.WaitAsync(ct);
                return await says.ReplyAsync(ct);
            },
            _stream = ct => After(gate, says, ct),
        };
    }

    public static Step Replies(ChatResponse response) => new() { _reply = _ => Task.FromResult(response) };

    /// <summary>Answers with what is made then; fails where that throws.</summary>
    public static Step Makes(Func<ChatResponse> reply) => new()
    {
        _reply = _ => Task.FromResult(reply()),
        _stream = ct => Updates(ct, reply().ToChatResponseUpdates()),
    };

    public static Step Streams(params ChatResponseUpdate[] updates) => new() { _stream = ct => Updates(ct, updates) };

    /// <summary>Waits before it answers, or fails if that is what is drawn then.</summary>
    public static Step After(Func<CancellationToken, Task> wait, Func<Exception?>? fails = null) => new()
    {
        _reply = async ct =>
        {
            await wait(ct);
            return fails?.Invoke() is { } e ? throw e : await Says("ok").ReplyAsync(ct);
        },
    };

    /// <summary>Streams some words, then fails.</summary>
    public static Step BreaksAfter(string text, Exception? exception = null) =>
        new() { _stream = ct => Updates(ct, [.. Words(text)], exception) };

    /// <summary>Streams some words, then says nothing until cancelled.</summary>
    public static Step StallsAfter(string text) => new()
    {
        _stream = ct => Updates(ct, [.. Words(text)], stall: true),
        _reply = Never,
    };

    /// <summary>Says nothing, and does not listen to cancellation either.</summary>
    public static Step Deaf() => new()
    {
        _reply = _ => new TaskCompletionSource<ChatResponse>().Task,
        _stream = _ => DeafUpdates([]),
    };

    /// <summary>Streams some words, then says nothing, and does not listen to cancellation either.</summary>
    public static Step DeafAfter(string text) => new() { _stream = _ => DeafUpdates([.. Words(text)]) };

    public static Step Throws(Exception exception) => new()
    {
        _reply = _ => Task.FromException<ChatResponse>(exception),
        _stream = ct => Updates(ct, [], exception),
    };

    public static Step Fails(HttpStatusCode status) =>
        Throws(new HttpRequestException("the provider's own words, with SECRET-PROMPT in them", null, status));

    public static ChatResponseUpdate Word(string word) => new(ChatRole.Assistant, word) { ResponseId = "r1", MessageId = "m1" };

    public static ChatResponseUpdate Finish(ChatFinishReason reason) =>
        new() { Role = ChatRole.Assistant, FinishReason = reason, ResponseId = "r1", MessageId = "m1", ModelId = "served-model" };

    public static ChatResponseUpdate Usage(long input, long output) =>
        new()
        {
            ResponseId = "r1",
            MessageId = "m1",
            Contents = [new UsageContent(new UsageDetails { InputTokenCount = input, OutputTokenCount = output })]
        };

    private static IEnumerable<ChatResponseUpdate> Words(string text)
    {
        yield return new ChatResponseUpdate { Role = ChatRole.Assistant, ResponseId = "r1", MessageId = "m1" };
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Word(word + " ");
        }
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> After(
        Task gate, Step says, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        await foreach (var update in says.StreamAsync(cancellationToken))
        {
            yield return update;
        }
    }

    private static async Task<ChatResponse> Never(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        throw new InvalidOperationException("unreachable");
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> Updates(
        [EnumeratorCancellation] CancellationToken cancellationToken,
        ChatResponseUpdate[] updates, Exception? exception = null, bool stall = false)
    {
        foreach (var update in updates)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return update;
        }

        if (stall)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        if (exception is not null)
        {
            throw exception;
        }
    }

    private static async IAsyncEnumerable<ChatResponseUpdate> DeafUpdates(ChatResponseUpdate[] updates)
    {
        foreach (var update in updates)
        {
            yield return update;
        }

        await new TaskCompletionSource().Task;
    }
}

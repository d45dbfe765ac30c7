using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Chaos;

/// <summary>
/// A target for one request, which gives each next part of its reply when a gate opens. What waits for it runs on, on the thread that
/// opens the gate or cancels.
/// </summary>
internal sealed class GatedClient : IChatClient, IEmbeddingGenerator<string, Embedding<float>>
{
    /// <summary>The gate before the first word, or before a whole reply.</summary>
    public const int First = 0;

    /// <summary>The gate before the second word.</summary>
    public const int Second = 1;

    /// <summary>The gate before the finish reason.</summary>
    public const int Finish = 2;

    /// <summary>The gate before the usage and the end.</summary>
    public const int End = 3;

    private readonly TaskCompletionSource[] _gates = [.. Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource())];
    private int _opened = -1;
    private int _at = -1;
    private int _open;

    /// <summary>Whether it takes no notice of cancellation.</summary>
    public bool IsDeaf { get; init; }

    /// <summary>The gate at which it is, or which it has passed last.</summary>
    public int At => Volatile.Read(ref _at);

    /// <summary>Requests that have not come to an end.</summary>
    public int Open => Volatile.Read(ref _open);

    public void OpenTo(int gate)
    {
        for (var i = 0; i <= gate; i++)
        {
            OpenGate(i);
        }
    }

    public void OpenNext()
    {
        if (Interlocked.Increment(ref _opened) is var next && next < _gates.Length)
        {
            _gates[next].TrySetResult();
        }
    }

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var request = new Request(this);
        await PassAsync(First, cancellationToken);
        return await Step.Says("one two").ReplyAsync(cancellationToken);
    }

    public async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var request = new Request(this);
        await PassAsync(First, cancellationToken);
        return new GeneratedEmbeddings<Embedding<float>>(values.Select(_ => new Embedding<float>(new float[4])))
        {
            Usage = new UsageDetails { InputTokenCount = 1_000 },
        };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        using var request = new Request(this);
        yield return new ChatResponseUpdate { Role = ChatRole.Assistant };
        await PassAsync(First, cancellationToken);
        yield return Step.Word("one ");
        await PassAsync(Second, cancellationToken);
        yield return Step.Word("two");
        await PassAsync(Finish, cancellationToken);
        yield return Step.Finish(ChatFinishReason.Stop);
        await PassAsync(End, cancellationToken);
        yield return Step.Usage(100, 20);
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private void OpenGate(int gate)
    {
        for (var opened = Volatile.Read(ref _opened); opened < gate; opened = Volatile.Read(ref _opened))
        {
            Interlocked.CompareExchange(ref _opened, gate, opened);
        }

        _gates[gate].TrySetResult();
    }

    private async Task PassAsync(int gate, CancellationToken cancellationToken)
    {
        var opens = _gates[gate];
        await using var registration = IsDeaf
            ? default
            : cancellationToken.UnsafeRegister(_ => opens.TrySetCanceled(cancellationToken), null);
        Volatile.Write(ref _at, gate);
        await opens.Task;
    }

    private readonly struct Request : IDisposable
    {
        private readonly GatedClient _client;

        public Request(GatedClient client)
        {
            _client = client;
            Interlocked.Increment(ref client._open);
        }

        public void Dispose() => Interlocked.Decrement(ref _client._open);
    }
}

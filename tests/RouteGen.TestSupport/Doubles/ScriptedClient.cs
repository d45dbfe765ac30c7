using Microsoft.Extensions.AI;

namespace RouteGen.TestSupport.Doubles;

/// <summary>A chat client that does what a script says, one step a request; the last step repeats.</summary>
internal sealed class ScriptedClient : IChatClient
{
    private readonly Queue<Step> _steps = new();
    private readonly TaskCompletionSource _firstRelease = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private Step _last = Step.Says("ok");

    public List<(IReadOnlyList<ChatMessage> Messages, ChatOptions? Options)> Requests { get; } = [];

    /// <summary>Streams that were released.</summary>
    public int Released { get; private set; }

    /// <summary>Another way in which it can be asked.</summary>
    public object? Service { get; set; }

    /// <summary>Completes when the first stream is released, which may be a moment after a cancelled call has ended.</summary>
    public Task FirstRelease => _firstRelease.Task;

    public ScriptedClient Then(params Step[] steps)
    {
        foreach (var step in steps)
        {
            _steps.Enqueue(step);
        }

        return this;
    }

    public Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        Next(messages, options).ReplyAsync(cancellationToken);

    public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
        new Stream(this, messages, options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => serviceType.IsInstanceOfType(Service) ? Service : null;

    public void Dispose()
    {
    }

    private Step Next(IEnumerable<ChatMessage> messages, ChatOptions? options)
    {
        lock (_gate)
        {
            Requests.Add((messages.ToList(), options));
            return _steps.TryDequeue(out var step) ? _last = step : _last;
        }
    }

    /// <summary>A stream that counts as released when it is disposed of, and not when it ends or throws.</summary>
    private sealed class Stream(
        ScriptedClient client, IEnumerable<ChatMessage> messages, ChatOptions? options, CancellationToken cancellationToken)
        : IAsyncEnumerable<ChatResponseUpdate>, IAsyncEnumerator<ChatResponseUpdate>
    {
        private IAsyncEnumerator<ChatResponseUpdate>? _updates;

        public ChatResponseUpdate Current => _updates!.Current;

        public IAsyncEnumerator<ChatResponseUpdate> GetAsyncEnumerator(CancellationToken _) => this;

        public ValueTask<bool> MoveNextAsync()
        {
            _updates ??= client.Next(messages, options).StreamAsync(cancellationToken).GetAsyncEnumerator(cancellationToken);
            return _updates.MoveNextAsync();
        }

        public async ValueTask DisposeAsync()
        {
            if (_updates is not null)
            {
                await _updates.DisposeAsync();
            }

            client.Released++;
            client._firstRelease.TrySetResult();
        }
    }
}

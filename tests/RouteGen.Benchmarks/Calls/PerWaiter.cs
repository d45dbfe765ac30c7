using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace RouteGen.Benchmarks.Calls;

/// <summary>
/// What a caller costs that waits for one of 8 places: bytes allocated per caller, through the public route. They are to be the same
/// whether 500 wait or 5,000; where the second number is higher, some work grows with the square of the crowd.
/// </summary>
[MemoryDiagnoser]
public class PerWaiter : CallBench
{
    private readonly GatedChatClient _gated = new();

    [GlobalSetup]
    public void Setup() => Build(narrow: _gated);

    [GlobalCleanup]
    public void Clean() => Release();

    [Benchmark(Baseline = true, OperationsPerInvoke = 500)]
    public Task FiveHundred() => WaitAsync(500);

    [Benchmark(OperationsPerInvoke = 5_000)]
    public Task FiveThousand() => WaitAsync(5_000);

    private async Task WaitAsync(int callers)
    {
        // Nobody is served before all have come, so that all but eight wait.
        _gated.Close();
        var calls = new Task[callers];
        for (var i = 0; i < callers; i++)
        {
            calls[i] = Routes.Narrow.GetResponseAsync(Messages);
        }

        _gated.Open();
        await Task.WhenAll(calls).ConfigureAwait(false);
    }

    /// <summary>A provider that answers nobody while it is closed, and everybody at once when it is open.</summary>
    private sealed class GatedChatClient : IChatClient
    {
        private readonly InstantChatClient _served = new();
        private TaskCompletionSource _open = new();

        public void Close() => _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public void Open() => _open.SetResult();

        public async Task<ChatResponse> GetResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
        {
            await _open.Task.ConfigureAwait(false);
            return await _served.GetResponseAsync(messages, options, cancellationToken).ConfigureAwait(false);
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            throw new NotSupportedException("Whole replies are measured.");

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}

using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;

namespace RouteGen.Benchmarks.Calls;

/// <summary>
/// What an update of a stream costs: enumerated bare, through the failover of Microsoft.Extensions.AI, and through
/// a route. Times and bytes are per update.
/// </summary>
[MemoryDiagnoser]
public class PerUpdate : CallBench
{
    private IChatClient _failover = null!;

    [GlobalSetup]
    public void Setup()
    {
        Build();
        _failover = HandWrittenStack.Failover(Served, Served);
    }

    [GlobalCleanup]
    public void Clean() => Release();

    [Benchmark(Baseline = true, OperationsPerInvoke = InstantChatClient.Updates)]
    public Task<int> Bare() => ReadAsync(Served);

    [Benchmark(OperationsPerInvoke = InstantChatClient.Updates)]
    public Task<int> Failover() => ReadAsync(_failover);

    [Benchmark(OperationsPerInvoke = InstantChatClient.Updates)]
    public Task<int> Route() => ReadAsync(Routes.Plain);

    private async Task<int> ReadAsync(IChatClient client)
    {
        var updates = 0;
        await foreach (var update in client.GetStreamingResponseAsync(Messages).ConfigureAwait(false))
        {
            updates++;
        }

        return updates;
    }
}

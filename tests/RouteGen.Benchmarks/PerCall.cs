using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace RouteGen.Benchmarks;

/// <summary>What a call costs above a provider that answers at once: nothing above it, a route, and the peer in Microsoft.Extensions.AI.</summary>
[MemoryDiagnoser]
public class PerCall
{
    private readonly ChatMessage[] _messages = [new(ChatRole.User, "Summarize: I cannot log in since this morning, and the reset mail does not arrive.")];
    private readonly InstantChatClient _client = new();
    private ServiceProvider _services = null!;
    private AskRoute _route = null!;
    private IChatClient _peer = null!;

    [GlobalSetup]
    public void Build()
    {
        _services = new ServiceCollection()
            .AddBenchmarkRoutes(table => table
                .UseChatClient(BenchmarkRoutes.Targets.First, _ => _client)
                .UseChatClient(BenchmarkRoutes.Targets.Second, _ => _client))
            .BuildServiceProvider();
        _route = _services.GetRequiredService<BenchmarkRoutes>().Ask;
#pragma warning disable MEAI001 // Experimental: a peer to measure against, and nothing more.
        _peer = new OrderedFailoverChatClient([_client, _client], leaveOpen: true);
#pragma warning restore MEAI001
    }

    [GlobalCleanup]
    public void Clean()
    {
        _peer.Dispose();
        _services.Dispose();
    }

    [Benchmark(Baseline = true)]
    public Task<ChatResponse> BareClient() => _client.GetResponseAsync(_messages);

    [Benchmark]
    public Task<RouteResponse<AskTarget>> Route() => _route.GetResponseAsync(_messages);

    [Benchmark]
    public Task<ChatResponse> OrderedFailover() => _peer.GetResponseAsync(_messages);
}

using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Microsoft.Extensions.AI;

namespace RouteGen.Benchmarks.Calls;

/// <summary>
/// What a call costs above a provider that answers at once. Each group has its peer as baseline: the failover of Microsoft.Extensions.AI
/// alone for a route without policies, and a hand-written stack for a route with all of them and for one whose first target fails.
/// </summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class PerCall : CallBench
{
    private IChatClient _failover = null!;
    private IChatClient _observed = null!;
    private HandWrittenStack _stack = null!;
    private HandWrittenStack _failingStack = null!;

    [GlobalSetup]
    public void Setup()
    {
        Build();
        _failover = HandWrittenStack.Failover(Served, Served);
        _observed = HandWrittenStack.Observed(Served, Served);
        _stack = new HandWrittenStack(Served, Served);
        _failingStack = new HandWrittenStack(Failing, Served);
    }

    [GlobalCleanup]
    public void Clean() => Release();

    [Benchmark, BenchmarkCategory("plain")]
    public Task<ChatResponse> BareClient() => Served.GetResponseAsync(Messages);

    [Benchmark(Baseline = true), BenchmarkCategory("plain")]
    public Task<ChatResponse> Failover() => _failover.GetResponseAsync(Messages);

    [Benchmark, BenchmarkCategory("plain")]
    public Task<ChatResponse> FailoverWithTelemetryAndLogging() => _observed.GetResponseAsync(Messages);

    [Benchmark, BenchmarkCategory("plain")]
    public Task<RouteResponse<PlainTarget>> Route() => Routes.Plain.GetResponseAsync(Messages);

    [Benchmark(Baseline = true), BenchmarkCategory("guarded")]
    public ValueTask<ChatResponse> HandWritten() => _stack.GetResponseAsync(Messages);

    [Benchmark, BenchmarkCategory("guarded")]
    public Task<RouteResponse<GuardedTarget>> GuardedRoute() => Routes.Guarded.GetResponseAsync(Messages);

    [Benchmark(Baseline = true), BenchmarkCategory("fallback")]
    public ValueTask<ChatResponse> HandWrittenFallback() => _failingStack.GetResponseAsync(Messages);

    [Benchmark, BenchmarkCategory("fallback")]
    public Task<RouteResponse<FallbackTarget>> FallbackRoute() => Routes.Fallback.GetResponseAsync(Messages);
}

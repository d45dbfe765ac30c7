using BenchmarkDotNet.Attributes;
using RouteGen.Testing;

namespace RouteGen.Benchmarks;

/// <summary>
/// What a drill takes once the process is warm: fresh simulated providers, a fresh table, the call through the SDK, and the checks.
/// </summary>
[MemoryDiagnoser]
public class PerDrill
{
    [Benchmark]
    public Task<RouteRecord> Fallback() =>
        RouteDrill.On<OutageRoutes>().Route(r => r.Answer)
            .Failing(AnswerTarget.Mini, Fault.RateLimited)
            .ExpectServedByAsync(AnswerTarget.Oss);

    [Benchmark]
    public Task<RouteRecord> FallbackOfAStream() =>
        RouteDrill.On<OutageRoutes>().Route(r => r.Answer)
            .Failing(AnswerTarget.Mini, Fault.Overloaded).Streamed()
            .ExpectServedByAsync(AnswerTarget.Oss);
}

using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Microsoft.Extensions.AI;

namespace RouteGen.Benchmarks.Calls;

/// <summary>
/// What calls cost when many make them at once: the time per call of one caller beside that of 64, and how often a run of all 64 waits for
/// a lock. On two processors half would be ideal.
/// </summary>
/// <remarks>
/// Read the contention in the group "run", in the column Lock Contentions: an operation there is the whole run of 64 callers with 500 calls
/// each, so the column says how many times in 32,000 calls a thread had to wait for a lock, of whomever; a dash is none.
/// <see cref="BareRun"/> is the same crowd at the bare client: what it has comes from the crowd and not from a route. In the other groups
/// an operation is one call, and the column rounds a lone event away.
/// </remarks>
[MemoryDiagnoser]
[ThreadingDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class PerCrowd : CallBench
{
    private const int Callers = 64;
    private const int CallsEach = 500;

    [GlobalSetup]
    public void Setup() => Build();

    [GlobalCleanup]
    public void Clean() => Release();

    [Benchmark(Baseline = true, OperationsPerInvoke = Callers * CallsEach), BenchmarkCategory("guarded")]
    public async Task OneCaller()
    {
        for (var i = 0; i < Callers; i++)
        {
            await CallAsync(Guarded).ConfigureAwait(false);
        }
    }

    [Benchmark(OperationsPerInvoke = Callers * CallsEach), BenchmarkCategory("guarded")]
    public Task ManyCallers() => CrowdAsync(Guarded);

    [Benchmark(Baseline = true, OperationsPerInvoke = Callers * CallsEach), BenchmarkCategory("plain")]
    public async Task OnePlainCaller()
    {
        for (var i = 0; i < Callers; i++)
        {
            await CallAsync(Plain).ConfigureAwait(false);
        }
    }

    [Benchmark(OperationsPerInvoke = Callers * CallsEach), BenchmarkCategory("plain")]
    public Task ManyPlainCallers() => CrowdAsync(Plain);

    [Benchmark(Baseline = true), BenchmarkCategory("run")]
    public Task BareRun() => CrowdAsync(Bare);

    [Benchmark, BenchmarkCategory("run")]
    public Task PlainRun() => CrowdAsync(Plain);

    [Benchmark, BenchmarkCategory("run")]
    public Task GuardedRun() => CrowdAsync(Guarded);

    private static Task CrowdAsync(Func<Task> call) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(() => CallAsync(call))));

    private static async Task CallAsync(Func<Task> call)
    {
        for (var i = 0; i < CallsEach; i++)
        {
            await call().ConfigureAwait(false);
        }
    }

    private Task<ChatResponse> Bare() => Served.GetResponseAsync(Messages);

    private Task<RouteResponse<PlainTarget>> Plain() => Routes.Plain.GetResponseAsync(Messages);

    private Task<RouteResponse<GuardedTarget>> Guarded() => Routes.Guarded.GetResponseAsync(Messages);
}

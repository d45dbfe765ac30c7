using BenchmarkDotNet.Attributes;

namespace RouteGen.Benchmarks.Calls;

/// <summary>
/// What calls cost when many make them at once: the time per call of one caller beside that of 64. On two processors half would be ideal.
/// </summary>
[MemoryDiagnoser]
public class PerCrowd : CallBench
{
    private const int Callers = 64;
    private const int CallsEach = 500;

    [GlobalSetup]
    public void Setup() => Build();

    [GlobalCleanup]
    public void Clean() => Release();

    [Benchmark(Baseline = true, OperationsPerInvoke = Callers * CallsEach)]
    public async Task OneCaller()
    {
        for (var i = 0; i < Callers; i++)
        {
            await CallAsync().ConfigureAwait(false);
        }
    }

    [Benchmark(OperationsPerInvoke = Callers * CallsEach)]
    public Task ManyCallers() => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(CallAsync)));

    private async Task CallAsync()
    {
        for (var i = 0; i < CallsEach; i++)
        {
            await Routes.Guarded.GetResponseAsync(Messages).ConfigureAwait(false);
        }
    }
}

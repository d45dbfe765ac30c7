using BenchmarkDotNet.Attributes;

namespace RouteGen.Benchmarks.Calls;

/// <summary>
/// What a hook costs that the application does not implement: the way from the engine through the generated route to
/// nothing, beside a loop that does not take it.
/// </summary>
[MemoryDiagnoser]
public class PerHook : CallBench
{
    private const int Calls = 1_000;
    private RouteRecord _record = null!;
    private ModelRoute _route = null!;
    private int _seen;

    [GlobalSetup]
    public async Task Setup()
    {
        Build();
        _route = Routes.Plain;
        _record = (await Routes.Plain.GetResponseAsync(Messages)).Record;
    }

    [GlobalCleanup]
    public void Clean() => Release();

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int NoHook()
    {
        for (var i = 0; i < Calls; i++)
        {
            _seen += i;
        }

        return _seen;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Completed()
    {
        for (var i = 0; i < Calls; i++)
        {
            _seen += i;
            _route.Completed(_record);
        }

        return _seen;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int AttemptCompleted()
    {
        for (var i = 0; i < Calls; i++)
        {
            _seen += i;
            _route.AttemptCompleted(0, _record.Attempts[0]);
        }

        return _seen;
    }
}

using BenchmarkDotNet.Attributes;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Benchmarks.Compiler;

namespace RouteGen.Benchmarks.Calls;

/// <summary>
/// What a table costs an application that starts and does not call it yet: registering it, and having it from the container, whatever the
/// number of its routes. The bytes that the table takes, by the route, are those of a table of 200 above those of one of 10, through 190.
/// </summary>
[MemoryDiagnoser]
public class PerStart
{
    private Action<IServiceCollection> _add = null!;
    private Type _table = null!;

    [Params(10, 200)]
    public int Routes { get; set; }

    [GlobalSetup]
    public void Compile() => (_add, _table) = CompiledTable.Create(Routes);

    [Benchmark(Baseline = true)]
    public object ContainerAlone()
    {
        using var services = new ServiceCollection().AddHttpClient().BuildServiceProvider();
        return services.GetRequiredService<IHttpClientFactory>();
    }

    [Benchmark]
    public object ContainerWithTable()
    {
        var collection = new ServiceCollection();
        _add(collection);
        using var services = collection.BuildServiceProvider();
        return services.GetRequiredService(_table);
    }
}

using Microsoft.Extensions.DependencyInjection;
using RouteGen.Benchmarks.Compiler;

namespace RouteGen.Benchmarks.Footprint;

/// <summary>The memory that routes hold which nobody calls.</summary>
internal static class HeldMemory
{
    private const int Rounds = 5;

    /// <summary>
    /// Bytes by the route: of a table of 200 routes above one of 10, both from a container and alive; the median of some
    /// tables of each size, each compiled anew.
    /// </summary>
    public static double PerIdleRoute()
    {
        // The first tables of a process pay for what all of them share.
        Measure(10);
        Measure(200);
        return (MedianOf(200) - MedianOf(10)) / 190.0;
    }

    private static long MedianOf(int routes) => Enumerable.Range(0, Rounds).Select(_ => Measure(routes)).Order().ElementAt(Rounds / 2);

    private static long Measure(int routes)
    {
        var (add, table) = CompiledTable.Create(routes);
        var collection = new ServiceCollection();
        var before = Alive();
        add(collection);
        using var services = collection.BuildServiceProvider();
        var resolved = services.GetRequiredService(table);
        var held = Alive() - before;
        GC.KeepAlive(resolved);
        GC.KeepAlive(add);
        return held;
    }

    private static long Alive()
    {
        // What the compiler left behind goes first, its finalizers included.
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return GC.GetTotalMemory(forceFullCollection: true);
    }
}

using Microsoft.Extensions.DependencyInjection;
using RouteGen.Benchmarks.Compiler;

namespace RouteGen.Benchmarks.Footprint;

/// <summary>The memory that routes hold which nobody calls.</summary>
internal static class HeldMemory
{
    /// <summary>Bytes by the route: of a table of 200 routes above one of 10, both from a container and alive.</summary>
    public static double PerIdleRoute()
    {
        // The first tables of a process pay for what all of them share.
        Of(10);
        Of(200);
        return (Of(200) - Of(10)) / 190.0;
    }

    private static long Of(int routes)
    {
        (Action<IServiceCollection> add, Type table) = CompiledTable.Of(routes);
        var collection = new ServiceCollection();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        add(collection);
        using ServiceProvider services = collection.BuildServiceProvider();
        var alive = services.GetRequiredService(table);
        var held = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(alive);
        return held;
    }
}

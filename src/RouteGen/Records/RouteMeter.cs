using System.Diagnostics.Metrics;

namespace RouteGen.Records;

/// <summary>The meter <c>RouteGen</c>. Whoever has something to count has its instruments beside it.</summary>
internal static class RouteMeter
{
    public static readonly Meter Instance = new(Instrumentation.Name, Instrumentation.Version);
}

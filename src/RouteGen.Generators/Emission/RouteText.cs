using RouteGen.Generators.Writing;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Emission;

/// <summary>What a route is for and whom it asks, as a reader of hover documentation wants it.</summary>
internal static class RouteText
{
    public static string Describe(RouteEntry route)
    {
        var name = DocText.Code(route.Name);
        var about = route.About is null ? $"The route {name}." : $"{name}: {DocText.Sentence(DocText.Escape(route.About))}";
        return route.Chain.Count == 0 ? about : $"{about} {Chain(route)}.{Detours(route)}";
    }

    private static string Chain(RouteEntry route)
    {
        var names = route.Chain.Select(entry => DocText.Code(entry.Target)).ToArray();
        return route.Strategy switch
        {
            RouteStrategy.Weighted =>
                $"By weight one of {string.Join(", ", route.Chain.Select(Weighted))} is asked first, then the others in order",
            RouteStrategy.Cheapest => $"Calls the cheapest of {string.Join(", ", names)} first, then the next",
            _ => "Calls " + string.Join(", then ", names),
        };
    }

    private static string Weighted(ChainEntry entry) => $"{DocText.Code(entry.Target)} ({DocText.Count(entry.Weight ?? 0)})";

    private static string Detours(RouteEntry route)
    {
        var detours = route.Reach().Skip(route.Chain.Count).Select(entry => DocText.Code(entry.Target)).ToArray();
        return detours.Length == 0 ? "" : $" Only a fault leads to {string.Join(", ", detours)}.";
    }
}

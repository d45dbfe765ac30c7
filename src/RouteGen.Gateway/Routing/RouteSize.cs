using RouteGen.Definitions;

namespace RouteGen.Gateway.Routing;

/// <summary>
/// What a route can take and do, over all that can serve it: a chain passes over the targets that a request does not fit. Null where a
/// model does not say.
/// </summary>
internal readonly record struct RouteSize(long? Window, long? Input, long? Output, ModelFeatures Features)
{
    public static RouteSize For(RouteDefinition route)
    {
        long? window = 0, input = 0, output = 0;
        var features = ModelFeatures.None;
        foreach (var entry in route.Chain)
        {
            var model = entry.Target.Model;
            window = Larger(window, model.ContextWindow);
            input = Larger(input, model.MaxInput ?? model.ContextWindow);
            output = Larger(output, entry.MaxOutputTokens ?? model.MaxOutput);
            features |= entry.Target.Features ?? ModelFeatures.None;
        }

        return new(window, Smaller(input, route.InputTokenLimit), Smaller(output, route.OutputTokenLimit), features);
    }

    // One that does not say may take any.
    private static long? Larger(long? a, long? b) => a is null || b is null ? null : Math.Max(a.Value, b.Value);

    private static long? Smaller(long? a, long? limit) => a is null ? limit : limit is null ? a : Math.Min(a.Value, limit.Value);
}

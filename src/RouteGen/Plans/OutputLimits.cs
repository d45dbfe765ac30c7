using RouteGen.Definitions;

namespace RouteGen.Plans;

/// <summary>How much output attempts may ask for.</summary>
internal static class OutputLimits
{
    /// <summary>
    /// The output tokens that an attempt may ask for; null when neither caller, route, chain entry nor model bounds them.
    /// </summary>
    public static int? Allowed(PlanEntry entry, RouteDefinition route, int? asked)
    {
        // The caller may ask for less than the route allows, never for more.
        var allowance = Min(asked, route.OutputTokenLimit);
        return Min(Min(allowance, entry.Definition.MaxOutputTokens), entry.Model.MaxOutput);
    }

    /// <summary>
    /// The output tokens that an attempt asks for; null when neither caller, route nor chain entry says, and the
    /// model's own bound is left to the provider.
    /// </summary>
    public static int? AskedFor(PlanEntry entry, RouteDefinition route, int? asked) =>
        asked is null && route.OutputTokenLimit is null && entry.Definition.MaxOutputTokens is null
            ? null
            : Allowed(entry, route, asked);

    private static int? Min(int? left, int? right) => left is null ? right : right is null ? left : Math.Min(left.Value, right.Value);
}

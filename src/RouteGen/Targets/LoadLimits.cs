namespace RouteGen.Targets;

/// <summary>One instance's part of the limits of a target; null means no bound.</summary>
internal sealed record LoadLimits(int? RequestsPerMinute, int? TokensPerMinute, int? Concurrency)
{
    /// <summary>Whether any of them is about the last minute.</summary>
    public bool HasRates => RequestsPerMinute is not null || TokensPerMinute is not null;

    /// <summary>Null where the target has none.</summary>
    public static LoadLimits? For(Definitions.TargetDefinition target, int instances) =>
        target is { RequestsPerMinute: null, TokensPerMinute: null, Concurrency: null } ? null
            : new(Part(target.RequestsPerMinute, instances), Part(target.TokensPerMinute, instances), Part(target.Concurrency, instances));

    private static int? Part(int? limit, int instances) => limit is { } all ? Math.Max(1, all / instances) : null;
}

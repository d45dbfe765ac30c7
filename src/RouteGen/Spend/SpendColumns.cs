using RouteGen.Costs;

namespace RouteGen.Spend;

/// <summary>What is in exports of numbers, by its name in JSON: one list for reports and lines, CSV and JSON.</summary>
internal static class SpendColumns
{
    /// <summary>The parts of a usage.</summary>
    public static IReadOnlyList<(string Name, Func<TokenUsage, long> Read)> Usage { get; } =
    [
        ("inputTokens", static u => u.Input),
        ("cachedInputTokens", static u => u.CachedInput),
        ("cacheWriteTokens", static u => u.CacheWrite),
        ("cacheWrite1hTokens", static u => u.CacheWrite1h),
        ("audioInputTokens", static u => u.AudioInput),
        ("imageInputTokens", static u => u.ImageInput),
        ("outputTokens", static u => u.Output),
        ("reasoningTokens", static u => u.Reasoning),
        ("audioOutputTokens", static u => u.AudioOutput),
        ("imageOutputTokens", static u => u.ImageOutput),
        ("images", static u => u.Images),
        ("webSearches", static u => u.WebSearches),
    ];

    /// <summary>What else a line says of where its cost comes from.</summary>
    public static IReadOnlyList<(string Name, Func<SpendLine, string?> Read)> Origins { get; } =
    [
        ("arm", static l => l.Arm),
        ("deployment", static l => l.Deployment),
        ("responseModel", static l => l.ResponseModel),
        ("serviceTier", static l => l.ServiceTier is { } tier ? SpendLineCsv.Camel(tier) : null),
        ("priceId", static l => l.PriceId),
    ];

    /// <summary>The numbers of a group.</summary>
    public static IReadOnlyList<(string Name, Func<SpendTotals, decimal> Read)> Totals { get; } =
    [
        ("calls", static t => t.Calls),
        ("attempts", static t => t.Attempts),
        .. Usage.Select(c => (c.Name, (Func<SpendTotals, decimal>)(t => c.Read(t.Usage)))),
        ("estimatedInputTokens", static t => t.EstimatedUsage.Input),
        ("estimatedOutputTokens", static t => t.EstimatedUsage.Output),
        ("costUsd", static t => t.CostUsd),
        ("wastedUsd", static t => t.WastedUsd),
        ("providerUsd", static t => t.ProviderUsd),
        ("computedUsd", static t => t.ComputedUsd),
        ("estimatedUsd", static t => t.EstimatedUsd),
        ("upperBoundUsd", static t => t.UpperBoundUsd),
        ("unknownAttempts", static t => t.UnknownAttempts),
        ("creditUsd", static t => t.CreditUsd),
    ];
}

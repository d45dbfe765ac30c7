using RouteGen.Model.Tables;

namespace RouteGen.Model.Reading;

/// <summary>Reads an entry of <c>routes</c>.</summary>
internal static class RouteReader
{
    /// <param name="name">The entry's key.</param>
    /// <param name="identifier">The identifier made of it.</param>
    /// <param name="entry">The entry; null where it is not an object.</param>
    /// <param name="targets">The targets that its chain can name.</param>
    /// <param name="budgets">The budgets that it can name.</param>
    /// <param name="costBuckets">The accounts that the table declares; where it declares none, any name is one.</param>
    /// <param name="keysOf">With how many keys a target can be asked.</param>
    public static RouteEntry Read(
        string name, string identifier, ObjectReader? entry, References targets, References budgets, IReadOnlyList<string> costBuckets, Func<string, int> keysOf)
    {
        if (entry is null)
        {
            return new RouteEntry { Name = name, Identifier = identifier, CostBucket = name };
        }

        var retry = ReadRetry(entry);
        var type = entry.Word("type", Words.RouteTypes) ?? RouteType.Chat;
        if (type == RouteType.Embedding)
        {
            EmbeddingProperties.RefuseMeaningless(entry);
        }

        var strategy = entry.Word("strategy", Words.Strategies) ?? RouteStrategy.Ordered;
        var route = new RouteEntry
        {
            Name = name,
            Identifier = identifier,
            About = entry.Text("about"),
            Type = type,
            Chain = ChainReader.Read(entry, targets, retry.MaxRetries, strategy),
            On = OnReader.Read(entry, targets, retry.MaxRetries),
            Strategy = strategy,
            Requires = entry.ListOfWords("requires", Words.Features)?.Aggregate(ModelFeatures.None, (all, one) => all | one) ?? ModelFeatures.None,
            Regions = Residency.Regions(entry, "regions"),
            MaxDataRetentionDays = Residency.Days(entry, "maxDataRetention"),
            Timeouts = ReadTimeouts(entry),
            Retry = retry,
            Budgets = BudgetReader.Names(entry, budgets),
            CostBucket = entry.Text("costBucket", b => IsCostBucket(b, name, costBuckets)) ?? name,
            Strict = entry.Flag("strict") ?? false,
        };
        return route with { Limits = ReadLimits(entry, Math.Max(1, route.Reach().Sum(link => keysOf(link.Target)) * (1 + retry.MaxRetries))) };
    }

    private static bool IsCostBucket(string bucket, string route, IReadOnlyList<string> declared) =>
        !string.IsNullOrWhiteSpace(bucket) && (declared.Count == 0 || bucket == route || declared.Contains(bucket));

    private static RouteTimeouts ReadTimeouts(ObjectReader route)
    {
        var silent = new RouteTimeouts();
        return route.Object("timeouts", Shapes.Timeouts, "the timeouts of ") is not { } timeouts ? silent : new RouteTimeouts
        {
            Total = timeouts.Duration("total") ?? silent.Total,
            Attempt = timeouts.Duration("attempt") ?? silent.Attempt,
            FirstToken = timeouts.Duration("firstToken") ?? silent.FirstToken,
            Idle = timeouts.Duration("idle") ?? silent.Idle,
            StreamTotal = timeouts.Duration("streamTotal") ?? silent.StreamTotal,
        };
    }

    private static RouteLimits ReadLimits(ObjectReader route, int attempts)
    {
        var limits = route.Object("limits", Shapes.Limits, "the limits of ");
        return new RouteLimits
        {
            Attempts = limits?.Count("attempts") ?? attempts,
            InputTokens = limits?.Count("inputTokens"),
            OutputTokens = limits?.Count("outputTokens"),
            // Ledgers count 1e-12 USD.
            CostUsd = limits?.Number("costUsd", usd => usd is > 0 and <= 1_000_000 && ExactDecimal.HasAtMostFractionDigits(usd, 12)),
        };
    }

    private static RouteRetry ReadRetry(ObjectReader route)
    {
        var silent = new RouteRetry();
        return route.Object("retry", Shapes.Retry, "the retry of ") is not { } retry ? silent : new RouteRetry
        {
            MaxRetries = retry.Count("maxRetries", least: 0, most: 10) ?? silent.MaxRetries,
            Delay = retry.Duration("delay") ?? silent.Delay,
            MaxDelay = retry.Duration("maxDelay") ?? silent.MaxDelay,
        };
    }
}

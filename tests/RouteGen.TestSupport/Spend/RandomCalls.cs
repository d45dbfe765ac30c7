using RouteGen.Costs;
using RouteGen.Spend;

namespace RouteGen.TestSupport.Spend;

/// <summary>Records of calls that never were, with every value that a line can have, hostile texts among them.</summary>
internal static class RandomCalls
{
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 0, 0, 0, TimeSpan.Zero);

    private static readonly string?[] Users = [null, "", "u-1", "u-2", "=1+1", "O'Brien; DROP TABLE spend", "ü,\"名\"\n", "null"];

    public static List<RouteRecord> Make(int seed, int count)
    {
        var dice = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => Call(dice, i))];
    }

    /// <summary>The records' lines, in the order in which stores give them.</summary>
    public static List<SpendLine> Lines(IEnumerable<RouteRecord> records) =>
        [
            .. records.SelectMany(SpendLine.FromRecord)
                .OrderBy(l => l.StartedAt).ThenBy(l => l.CallId, StringComparer.Ordinal).ThenBy(l => l.Attempt)
        ];

    private static RouteRecord Call(Random dice, int index)
    {
        AttemptRecord[] attempts = [.. Enumerable.Range(0, dice.Next(4)).Select(_ => Attempt(dice))];
        return new RouteRecord
        {
            Id = $"{dice.NextInt64():x16}{index:x16}",
            StartedAt = Start.AddTicks(dice.NextInt64(TimeSpan.FromDays(3).Ticks)),
            Table = dice.Next(5) == 0 ? "OtherRoutes" : "SupportRoutes",
            TableHash = "hash",
            Route = dice.Next(2) == 0 ? "summarize" : "draft",
            Outcome = (RouteOutcome)dice.Next(1, 7),
            Fault = attempts.Length == 0 ? Fault.BudgetExceeded : attempts[^1].Fault,
            Latency = TimeSpan.FromSeconds(1),
            CostBucket = dice.Next(2) == 0 ? "support" : "sales",
            Arm = dice.Next(3) == 0 ? null : $"target-{dice.Next(3)}",
            CostUsd = attempts.Aggregate((decimal?)0m, (sum, a) => sum + a.CostUsd),
            Caller = new RouteCaller
            {
                User = Users[dice.Next(Users.Length)],
                Agent = Users[dice.Next(Users.Length)],
                Tenant = dice.Next(2) == 0 ? "acme" : null,
                OperationId = Users[dice.Next(Users.Length)],
                Key = Users[(index + 3) % Users.Length],
                Tags = dice.Next(3) == 0 ? null : new Dictionary<string, string> { ["te'am"] = "a" + dice.Next(3), ["b\"y"] = "" },
            },
            Attempts = attempts,
        };
    }

    private static AttemptRecord Attempt(Random dice)
    {
        var source = (CostSource)dice.Next(1, 6);
        TokenUsage? usage = source is CostSource.Provider or CostSource.Computed or CostSource.UpperBound ? Usage(dice) : null;
        return WithCredit(dice, new AttemptRecord
        {
            Target = $"target-{dice.Next(3)}",
            Provider = $"provider-{dice.Next(2)}",
            Model = $"model-{dice.Next(2)}",
            Deployment = $"d-{dice.Next(2)}",
            ResponseModel = dice.Next(2) == 0 ? null : $"d-{dice.Next(2)}-2026-11-0{dice.Next(1, 9)}",
            ServiceTier = (ServiceTier)dice.Next(4),
            PriceId = dice.Next(3) == 0 ? null : $"model@{dice.Next(3)}*0.9",
            OtherModels = dice.Next(9) == 0
                ? [new ModelUsage("adviser", new TokenUsage { Input = dice.Next(99), CachedInput = 3, Output = dice.Next(9) }),
                    new(null, default)]
                : [],
            Fault = dice.Next(2) == 0 ? Fault.None : Fault.ServerError,
            Usage = usage,
            EstimatedUsage = source == CostSource.Estimated
                ? new TokenUsage { Input = dice.Next(9_999), Output = dice.Next(999), Requests = 1 }
                : null,
            CostSource = source,
            // Up to 18 fraction digits: finer than a ledger counts, as a price factor makes them.
            CostUsd = source == CostSource.Unknown
                ? null : dice.Next(4) == 0 ? 0m : new decimal(dice.Next(), dice.Next(16), 0, false, (byte)dice.Next(8, 19)),
        });
    }

    /// <summary>Some attempts are paid by credit, of those some in part.</summary>
    private static AttemptRecord WithCredit(Random dice, AttemptRecord attempt) => dice.Next(4) switch
    {
        0 => attempt with { CreditUsd = attempt.CostUsd },
        1 => attempt with { CreditUsd = attempt.CostUsd / 2 },
        _ => attempt,
    };

    private static TokenUsage Usage(Random dice) => new()
    {
        Input = dice.Next(100_000),
        CachedInput = dice.Next(1_000),
        CacheWrite = dice.Next(1_000),
        CacheWrite1h = dice.Next(1_000),
        AudioInput = dice.Next(9),
        ImageInput = dice.Next(9),
        Output = dice.Next(5_000),
        Reasoning = dice.Next(1_000),
        AudioOutput = dice.Next(9),
        ImageOutput = dice.Next(9),
        Images = dice.Next(3),
        WebSearches = dice.Next(3),
        Requests = 1,
    };
}

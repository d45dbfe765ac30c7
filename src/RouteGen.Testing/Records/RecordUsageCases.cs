using RouteGen.Costs;
using RouteGen.Records;

namespace RouteGen.Testing.Records;

/// <summary>That usage is exact, by day and route.</summary>
internal static class RecordUsageCases
{
    public static IReadOnlyList<RecordCase> All { get; } =
    [
        new("Usage is summed by day (UTC), table and route, exactly, and unknown costs are counted", SumsAsync),
        new("Usage is that of a tenant or a key, where one is asked for", WhoseAsync),
        new("Usage has the first day and not the last", DaysAsync),
    ];

    /// <summary>The day of the cases, and those around it.</summary>
    public static RouteUsageQuery All3Days => new(Day.AddDays(-1), Day.AddDays(2));

    private static DateOnly Day => DateOnly.FromDateTime(RecordBench.Noon.UtcDateTime);

    private static async Task SumsAsync(RecordBench bench)
    {
        await bench.AddAsync(
            RecordBench.Record(0, cost: 0.1m, usage: new TokenUsage { Input = 10, CachedInput = 4, Output = 3 }),
            RecordBench.Record(1, cost: 0.2m, usage: new TokenUsage { Input = 5, Output = 1 }),
            RecordBench.Record(2, cost: null, outcome: RouteOutcome.Failed),
            RecordBench.Record(3, cost: 0.0000000000000000000000000001m, route: "other"),
            RecordBench.Record(4, table: "Another", cost: 0m)).ConfigureAwait(false);
        var usage = await bench.Store.GetUsageAsync(All3Days).ConfigureAwait(false);
        bench.Same(
            "Another/answer ContractRoutes/answer ContractRoutes/other",
            string.Join(' ', usage.Select(static u => $"{u.Table}/{u.Route}")), "The rows");
        bench.Same(
            new RouteUsage
            {
                Day = Day,
                Table = "ContractRoutes",
                Route = "answer",
                Calls = 3,
                Unserved = 1,
                InputTokens = 15,
                CachedInputTokens = 4,
                OutputTokens = 4,
                CostUsd = 0.3m,
                UnknownCosts = 1,
            },
            usage[1], "The row of a route");
        bench.Same(0.0000000000000000000000000001m, usage[2].CostUsd, "The smallest cost");
    }

    private static async Task WhoseAsync(RecordBench bench)
    {
        await bench.AddAsync(
            RecordBench.Record(0, tenant: "t", key: "k1", cost: 1m),
            RecordBench.Record(1, tenant: "t", key: "k2", cost: 2m),
            RecordBench.Record(2, key: "k1", cost: 4m),
            RecordBench.Record(3, cost: 8m)).ConfigureAwait(false);
        await SumIsAsync(15m, null, null, "everybody").ConfigureAwait(false);
        await SumIsAsync(3m, "t", null, "the tenant").ConfigureAwait(false);
        await SumIsAsync(5m, null, "k1", "the key").ConfigureAwait(false);
        await SumIsAsync(1m, "t", "k1", "tenant and key").ConfigureAwait(false);
        await SumIsAsync(0m, "T", null, "a tenant in other letters").ConfigureAwait(false);

        async Task SumIsAsync(decimal expected, string? tenant, string? key, string whose)
        {
            var usage = await bench.Store.GetUsageAsync(
                new RouteUsageQuery(Day, Day.AddDays(1)) { Tenant = tenant, Key = key }).ConfigureAwait(false);
            bench.Same(expected, usage.Sum(static u => u.CostUsd), $"The cost of {whose}");
            bench.Check(usage.Count <= 1, $"A day and a route are one row, and for {whose} there were {usage.Count}.");
        }
    }

    private static async Task DaysAsync(RecordBench bench)
    {
        await bench.AddAsync(RecordBench.Record(-12 * 60), RecordBench.Record((12 * 60) - 0.01), RecordBench.Record(12 * 60))
            .ConfigureAwait(false);
        bench.Same(2L, await CallsAsync(Day, Day.AddDays(1)).ConfigureAwait(false), "The calls of the day");
        bench.Same(0L, await CallsAsync(Day.AddDays(-1), Day).ConfigureAwait(false), "The calls of the day before");
        bench.Same(0L, await CallsAsync(Day, Day).ConfigureAwait(false), "The calls of no day");
        bench.Same(3L, await CallsAsync(Day, Day.AddDays(2)).ConfigureAwait(false), "The calls of two days");

        async Task<long> CallsAsync(DateOnly from, DateOnly to) =>
            (await bench.Store.GetUsageAsync(new RouteUsageQuery(from, to)).ConfigureAwait(false)).Sum(static u => u.Calls);
    }
}

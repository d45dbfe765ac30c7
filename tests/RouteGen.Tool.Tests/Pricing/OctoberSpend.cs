using RouteGen.Costs;
using RouteGen.Spend;
using RouteGen.Sqlite;

namespace RouteGen.Tool.Tests.Pricing;

/// <summary>A spend store with four calls of October, one of which nobody served, and calls that are none of it.</summary>
internal static class OctoberSpend
{
    public static async Task WriteAsync(ToolRun tool)
    {
        using var store = new SqliteSpendStore(Path.Combine(tool.Folder, "spend.db"));
        await store.AppendAsync(
        [
            Line("1", 1, "mini", 1000, 100, Fault.None),
            Line("2", 1, "mini", 2000, 0, Fault.ServerError), Line("2", 2, "haiku", 2000, 200, Fault.None),
            Line("3", 1, "haiku", 2000, 200, Fault.None),
            Line("4", 1, "mini", null, null, Fault.Unauthorized),
            Line("9", 1, "mini", 7, 7, Fault.None) with { StartedAt = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero) },
            Line("8", 1, "mini", 7, 7, Fault.None) with { Table = "OtherRoutes" },
        ], TestContext.Current.CancellationToken);
    }

    private static SpendLine Line(string id, int attempt, string target, int? input, int? output, Fault fault) => new()
    {
        CallId = id,
        Attempt = attempt,
        StartedAt = new(2026, 10, 3, 0, 0, 0, TimeSpan.Zero),
        Table = "DemoRoutes",
        Route = "summarize",
        Outcome = RouteOutcome.Served,
        Caller = RouteCaller.None,
        CostBucket = "summarize",
        Target = target,
        Provider = target == "haiku" ? "anthropic" : "openai",
        Model = target == "haiku" ? "claude-haiku-4-5" : "gpt-5-mini",
        Fault = fault,
        Usage = input is { } tokens ? new TokenUsage { Input = tokens, Output = output!.Value, Requests = 1 } : null,
        CostUsd = input is null ? 0m : 1m,
        CostSource = CostSource.Computed,
    };
}

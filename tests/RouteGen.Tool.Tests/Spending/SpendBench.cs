using RouteGen;
using RouteGen.Costs;
using RouteGen.Spend;
using RouteGen.Sqlite;

namespace RouteGen.Tool.Tests.Spending;

/// <summary>A folder with a store of spend, and lines for it.</summary>
internal sealed class SpendBench : IDisposable
{
    public ToolRun Tool { get; } = new();

    public string File => Path.Combine(Tool.Folder, "spend.db");

    public static SpendLine Line(string id, string? tenant = "acme", decimal? usd = 0.5m, string at = "2026-11-03T00:00:00Z") => new()
    {
        CallId = id,
        Attempt = 1,
        StartedAt = DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture),
        Table = "SupportRoutes",
        Route = "summarize",
        Outcome = RouteOutcome.Served,
        Caller = new RouteCaller { Tenant = tenant },
        CostBucket = "support",
        Target = "mini",
        Provider = "openai",
        Model = "gpt-5-mini",
        Deployment = "gpt-5-mini",
        ResponseModel = "gpt-5-mini-2025-08-07",
        ServiceTier = ServiceTier.Standard,
        Usage = new TokenUsage { Input = 10, Output = 1, Requests = 1 },
        CostUsd = usd,
        CostSource = usd is null ? CostSource.Unknown : CostSource.Computed,
    };

    public async Task AddAsync(params SpendLine[] lines)
    {
        using var store = new SqliteSpendStore(File);
        await store.AppendAsync(lines, TestContext.Current.CancellationToken);
    }

    /// <summary>Changes the file behind the store's back.</summary>
    public void Run(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Runs <c>spend</c> on the store to an end that is expected, and gives what it wrote.</summary>
    public Task<string> SpendAsync(string args, int exitCode = 0) => RunAsync($"spend spend.db {args}", exitCode);

    public async Task<string> RunAsync(string line, int exitCode = 0)
    {
        var result = await Tool.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.True(result.ExitCode == exitCode, $"{result.ExitCode}: {result.Errors}{result.Output}");
        return exitCode < 64 ? result.Output : result.Errors;
    }

    public void Dispose() => Tool.Dispose();
}

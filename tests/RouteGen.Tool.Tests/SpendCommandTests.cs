using RouteGen;
using RouteGen.Costs;
using RouteGen.Spend;
using RouteGen.Sqlite;

namespace RouteGen.Tool.Tests;

public sealed class SpendCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-spend-").FullName;

    private string File => Path.Combine(_folder, "spend.db");

    [Fact]
    public async Task A_file_is_printed_by_tenant_with_its_total()
    {
        await FillAsync();

        Assert.Equal(
            """
            tenant  calls  attempts  input  output        usd  wasted  unknown
            acme        2         2     20       2  0.0000005       0        0
            -           1         1     10       1          0       0        1
            total       3         3     30       3  0.0000005       0        1

            """.ReplaceLineEndings(), Run("spend", File, "--from", "2026-11-01", "--to", "2026-12-01", "--by", "tenant"));
    }

    [Fact]
    public async Task A_file_is_exported_as_csv_json_and_lines()
    {
        await FillAsync();
        string[] range = ["--from", "2026-11-01", "--to", "2026-12-01"];

        Assert.StartsWith(
            "route,tag:team,calls,", Run(["spend", File, .. range, "--by", "route,tag:team", "--csv"]), StringComparison.Ordinal);
        Assert.Contains(
            "\"total\":{\"calls\":2,", Run(["spend", File, .. range, "--where", "tenant=acme", "--json"]), StringComparison.Ordinal);
        var copy = Path.Combine(_folder, "lines.csv");
        Assert.Equal("", Run(["spend", File, .. range, "--lines", "-o", copy]));
        Assert.Equal(4, (await System.IO.File.ReadAllLinesAsync(copy, TestContext.Current.CancellationToken)).Length);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Run(params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        Assert.True(ToolRun.Run(args, output, errors) == 0, errors.ToString());
        return output.ToString();
    }

    private async Task FillAsync()
    {
        using var store = new SqliteSpendStore(File);
        await store.AppendAsync(
            [Line("1", "acme", 0.0000002m), Line("2", "acme", 0.0000003m), Line("3", null, null)], TestContext.Current.CancellationToken);
    }

    private static SpendLine Line(string id, string? tenant, decimal? usd) => new()
    {
        CallId = id,
        Attempt = 1,
        StartedAt = new(2026, 11, 3, 0, 0, 0, TimeSpan.Zero),
        Table = "SupportRoutes",
        Route = "summarize",
        Outcome = RouteOutcome.Served,
        Caller = new RouteCaller { Tenant = tenant },
        CostBucket = "support",
        Target = "mini",
        Usage = new TokenUsage { Input = 10, Output = 1 },
        CostUsd = usd,
        CostSource = usd is null ? CostSource.Unknown : CostSource.Computed,
    };
}

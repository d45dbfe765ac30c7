using System.Diagnostics;
using System.Text.Json;

namespace RouteGen.Docs.Tests.Recipes;

public sealed class ContinuousIntegrationTests : IDisposable
{
    private static readonly Recipe Page = Recipe.Read("CI");
    private static readonly string Table = Recipe.Read("A second key").Table;

    private readonly ToolFolder _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task A_table_that_is_as_it_was_passes_every_step()
    {
        await CommitAsync(Table);

        Assert.All(await RunAsync(), result => Assert.True(result.ExitCode == 0, result.Output + result.Errors));

        var sarif = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(_tool.Folder, "routes.sarif"), Cancellation));
        Assert.Equal("2.1.0", sarif.GetProperty("version").GetString());
        Assert.Contains("sarif_file: routes.sarif", Page.Block("yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_finding_reaches_code_scanning_and_is_annotated_and_fails()
    {
        await CommitAsync(Table);
        _tool.Write("routes.json", Table.Replace("[\"mini\", \"haiku\"]", "[\"mini\"]", StringComparison.Ordinal));

        var results = await RunAsync();

        Assert.Equal([0, 1, 1], results.Select(r => r.ExitCode));
        Assert.Contains("RG1001", await File.ReadAllTextAsync(Path.Combine(_tool.Folder, "routes.sarif"), Cancellation),
            StringComparison.Ordinal);
        Assert.Contains("::warning file=routes.json", results[1].Output, StringComparison.Ordinal);
        Assert.Contains("::error file=routes.json", results[2].Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_price_is_annotated_and_passes()
    {
        await CommitAsync(Table);
        _tool.Write("routes.json", Table.Replace("\"input\": 0.75", "\"input\": 0.80", StringComparison.Ordinal));

        var diff = (await RunAsync())[2];

        Assert.Equal(0, diff.ExitCode);
        Assert.Contains("::warning file=routes.json", diff.Output, StringComparison.Ordinal);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Runs the workflow's lines of the tool, in their order.</summary>
    private async Task<IReadOnlyList<ToolResult>> RunAsync()
    {
        Assert.Equal(3, Page.Lines.Count);
        var results = new List<ToolResult>();
        foreach (var line in Page.Lines)
        {
            results.Add(await _tool.TypeAsync(
                line.Replace("\"origin/$GITHUB_BASE_REF\"", "origin/main", StringComparison.Ordinal)));
        }

        return results;
    }

    /// <summary>A checkout whose base has this table.</summary>
    private async Task CommitAsync(string table)
    {
        _tool.Write("routes.json", table);
        await GitAsync("init", "--quiet", "--initial-branch=topic");
        await GitAsync("add", "routes.json");
        await GitAsync("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", "base");
        await GitAsync("update-ref", "refs/remotes/origin/main", "HEAD");
    }

    private async Task GitAsync(params string[] args)
    {
        using var git = Process.Start(new ProcessStartInfo("git", args) { WorkingDirectory = _tool.Folder, RedirectStandardError = true })!;
        var said = await git.StandardError.ReadToEndAsync(Cancellation);
        await git.WaitForExitAsync(Cancellation);
        Assert.True(git.ExitCode == 0, said);
    }
}

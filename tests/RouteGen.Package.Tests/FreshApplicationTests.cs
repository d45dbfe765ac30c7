using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>A fresh application with only package references and a routes.json, warnings as errors and all analyzers on.</summary>
public sealed class FreshApplicationTests(BuiltApplication built) : IClassFixture<BuiltApplication>
{
    [Fact]
    public void It_builds_without_a_warning_and_so_do_the_tests_that_reference_it()
    {
        Assert.Contains("0 Warning(s)", built.Output, StringComparison.Ordinal);
        Assert.Equal(
            [
                "SupportRoutes.Definition.g.cs", "SupportRoutes.Hooks.g.cs", "SupportRoutes.Prices.g.cs", "SupportRoutes.Registration.g.cs",
                "SupportRoutes.Routes.g.cs", "SupportRoutes.Targets.g.cs",
            ],
            built.Generated.Keys);
    }

    [Fact]
    public async Task It_runs_and_falls_over()
    {
        // With a build: another test may have left an application of another table.
        var (exitCode, output) = await built.Feed.DotnetAsync(built.App, "run", "--no-restore");

        Assert.True(exitCode == 0, output);
        Assert.Equal("two lines by the fallback after 2 attempts, cost known: True", output.Trim());
    }

    [Theory]
    [InlineData("Library")]
    [InlineData("App.Tests")]
    public void A_project_without_a_table_gets_nothing(string project)
    {
        Assert.Empty(BuiltApplication.GeneratedFiles(Path.Combine(built.Root, project)));
        Assert.False(File.Exists(Path.Combine(built.Root, project, "obj", "routes.schema.json")));
    }

    [Fact]
    public void The_schema_stands_where_the_table_says()
    {
        using var schema = System.Text.Json.JsonDocument.Parse(File.ReadAllText(Path.Combine(built.App, "obj", "routes.schema.json")));

        Assert.True(schema.RootElement.TryGetProperty("$schema", out _));
    }

    [Fact]
    public async Task An_edit_of_the_table_compiles_its_project_only()
    {
        var table = await File.ReadAllTextAsync(built.Table, TestContext.Current.CancellationToken);
        await built.RebuildAsync();
        var before = Compiled();
        await built.RebuildAsync();
        Assert.Equal(before, Compiled());

        await File.WriteAllTextAsync(
            built.Table, table.Replace("\"output\": 2.00", "\"output\": 2.50"), TestContext.Current.CancellationToken);
        await built.RebuildAsync();
        var after = Compiled();
        await File.WriteAllTextAsync(built.Table, table, TestContext.Current.CancellationToken);

        Assert.NotEqual(before["App"], after["App"]);
        Assert.Equal(before["Library"], after["Library"]);
        Assert.Equal(before["App.Tests"], after["App.Tests"]);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task A_broken_table_is_one_error_at_its_line_with_analyzers_on_or_off(string runAnalyzers)
    {
        var table = await File.ReadAllTextAsync(built.Table, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(
            built.Table, table.Replace("\"gpt-mini\", \"haiku\"", "\"gpt-mini\", \"haiko\""), TestContext.Current.CancellationToken);
        var (exitCode, output) = await built.Feed.DotnetAsync(
            built.App, "build", "--no-restore", "--no-dependencies", "--nologo", $"-p:RunAnalyzers={runAnalyzers}");
        await File.WriteAllTextAsync(built.Table, table, TestContext.Current.CancellationToken);

        Assert.NotEqual(0, exitCode);
        Assert.Contains(
            "routes.json(19,64): error RG0007: There is no target 'haiko'; did you mean 'haiku'?", output, StringComparison.Ordinal);
        Assert.Contains("1 Error(s)", output, StringComparison.Ordinal);
        Assert.Contains("0 Warning(s)", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("routes.json(19,64): error RG1004: Target 'haiku' of route 'summarize'", "-p:RouteGenToday=2026-02-01")]
    [InlineData(
        "routes.json(3,15): warning RG1017: The last review, on 2026-01-01, was more than 90 days ago",
        "-p:RouteGenToday=2026-11-20",
        "-p:NoWarn=RG1004%3BNU1603%3BCA1303%3BCA2007")]
    [InlineData(
        "warning RG1026: The price of model 'gpt-5.4-mini' is of 2026-01-01, more than 90 days ago",
        "-p:RouteGenToday=2026-11-20",
        "-p:NoWarn=RG1004%3BNU1603%3BCA1303%3BCA2007")]
    public async Task Warnings_as_errors_stop_at_a_finding_but_not_at_what_a_new_day_brings(string expected, params string[] properties)
    {
        var table = await File.ReadAllTextAsync(built.Table, TestContext.Current.CancellationToken);
        var changed = table.Replace("\"inputTokens\"", "\"attempts\": 1, \"inputTokens\"")
            .Replace("\"table\"", "\"reviewed\": \"2026-01-01\", \"table\"");
        if (expected.Contains("RG1026", StringComparison.Ordinal))
        {
            // Its own prices, of a table that nobody says to have reviewed.
            changed = changed.Replace("\"reviewed\": \"2026-01-01\", ", "", StringComparison.Ordinal)
                .Replace("\"output\": 4.50", "\"output\": 4.50, \"asOf\": \"2026-01-01\"", StringComparison.Ordinal);
        }

        await File.WriteAllTextAsync(built.Table, changed, TestContext.Current.CancellationToken);
        var (exitCode, output) = await built.Feed.DotnetAsync(
            built.App, ["build", "--no-restore", "--no-dependencies", "--nologo", .. properties]);
        await File.WriteAllTextAsync(built.Table, table, TestContext.Current.CancellationToken);

        Assert.True(output.Contains(expected, StringComparison.Ordinal), output);
        Assert.Equal(expected.Contains(": error ", StringComparison.Ordinal), exitCode != 0);
    }

    [Fact]
    public async Task Two_checkouts_give_the_same_files_in_any_folder_and_language()
    {
        var there = built.Feed.Checkout(Path.Combine("elsewhere", "a b", "deeper"));

        var (exitCode, output) = await built.Feed.DotnetInTurkeyAsync(
            Path.Combine(there, "App"), "build", "--nologo", "-p:UseSharedCompilation=false");

        Assert.True(exitCode == 0, output);
        Assert.Equal(built.Generated, BuiltApplication.GeneratedFiles(Path.Combine(there, "App")));
    }

    private Dictionary<string, DateTime> Compiled() =>
        new[] { "App", "Library", "App.Tests" }.ToDictionary(project => project, built.CompiledAt);
}

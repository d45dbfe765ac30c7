using Microsoft.CodeAnalysis;
using RouteGen.Analyzers.Tables;
using RouteGen.Roslyn.Files;

namespace RouteGen.Analyzers.Tests.Files;

public sealed class LiveRulesTests
{
    [Fact]
    public async Task A_finding_stands_at_its_line_and_column_in_the_table()
    {
        var table = TableFile.WithLonelyRoute();

        var finding = Assert.Single(await new TableProject(table).Analyze());

        Assert.Equal("RG1001", finding.Id);
        Assert.Equal(DiagnosticSeverity.Warning, finding.Severity);
        Assert.Equal("/app/routes.json: (5,30)-(5,35)", finding.Location.GetLineSpan().ToString());
        Assert.Equal("[\"t\"]", table.At(finding));
        Assert.Equal(
            "Route 'r' has no fallback, so it fails whenever 't' does; add a target of another provider to its chain",
            finding.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.EndsWith("docs/rules/RG1001.md", finding.Descriptor.HelpLinkUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_table_shows_its_findings_alone_in_an_editor()
    {
        var first = TableFile.WithLonelyRoute("/app/a.routes.json", "ARoutes");
        var second = TableFile.WithLonelyRoute("/app/b.routes.json", "BRoutes", "b");

        var finding = Assert.Single(await new TableProject(first, second).AnalyzeOnly(second));

        Assert.Equal("/app/b.routes.json", finding.Location.GetLineSpan().Path);
    }

    [Fact]
    public async Task What_is_wrong_with_a_shared_model_stands_once_in_its_own_file()
    {
        var models = new TableFile("/all.models.json", """{ "models": { "x": { "usdPerMTok": { "input": 9999, "output": 9 } } } }""");
        TableFile[] tables = [.. new[] { "One", "Two" }.Select(name => new TableFile($"/app/{name}.routes.json", $$"""
            {
              "table": "{{name}}Routes", "use": ["../all.models.json"], "models": { "y": { "usdPerMTok": { "input": 1, "output": 1 } } },
              "providers": { "p": { "kind": "openai" }, "q": { "kind": "anthropic" } },
              "targets": { "t": { "provider": "p", "model": "x" }, "u": { "provider": "q", "model": "y" } },
              "routes": { "{{name}}": { "chain": ["t", "u"] } }
            }
            """))];

        var inModels = await new TableProject([.. tables, models]).AnalyzeOnly(models);
        var all = await new TableProject([.. tables, models]).Analyze();

        Assert.Equal("9999", models.At(Assert.Single(inModels)));
        Assert.Equal(["RG1016"], all.Select(d => d.Id));
    }

    [Fact]
    public async Task A_models_file_that_no_table_uses_is_left_alone() => Assert.Equal(
        ["RG1001"],
        (await new TableProject(TableFile.WithLonelyRoute(), new TableFile(
            "/app/other.models.json", """{ "models": { "x": { } }, "note": "sk-canary-0000000000" }""")).Analyze()).Select(d => d.Id));

    [Fact]
    public async Task A_broken_table_shows_its_blocking_problem_and_no_guesses()
    {
        var table = new TableFile("/app/routes.json", """{ "table": "BrokenRoutes", "providers": { "p": """ +
            """{ "kind": "openai" } }, "targets": { "t": { "provider": "q", "model": "m" } }, "routes": { "r": { "chain": ["t"] } } }""");

        Assert.Equal(["RG0007", "RG0007"], (await new TableProject(table).Analyze()).Select(d => d.Id));
    }

    [Theory]
    [InlineData("2026-11-20", "RG1017")]
    [InlineData("2026-08-01", null)]
    [InlineData("", null)]
    [InlineData("tomorrow", null)]
    public async Task The_calendar_counts_from_the_day_that_the_build_states(string today, string? rule)
    {
        var project = new TableProject(
            TableFile.WithLonelyRoute(root: "\"reviewed\": \"2026-07-01\",", route: ", \"suppress\": { \"RG1001\": \"a test\" }"));

        var found = await (project with { Properties = project.Properties.Add("RouteGenToday", today) }).Analyze();

        Assert.Equal(rule is null ? [] : [rule], found.Select(d => d.Id));
    }

    /// <summary>Whoever states the day may build as of an earlier one, and then a table of today is of the future.</summary>
    [Theory]
    [InlineData("", "RG1035")]
    [InlineData("true", null)]
    public async Task A_day_to_come_is_reported_where_nobody_states_the_day_of_the_build(string isStated, string? rule)
    {
        var project = new TableProject(
            TableFile.WithLonelyRoute(root: "\"reviewed\": \"2027-07-01\",", route: ", \"suppress\": { \"RG1001\": \"a test\" }"));

        var found = await (project with
        {
            Properties = project.Properties.Add("RouteGenToday", "2026-11-01").Add("RouteGenTodayIsStated", isStated)
        }).Analyze();

        Assert.Equal(rule is null ? [] : [rule], found.Select(d => d.Id));
    }

    [Theory]
    [InlineData("2026-11-20", "RG1026")]
    [InlineData("2026-08-01", null)]
    [InlineData("", null)]
    public async Task Old_prices_of_a_shared_file_are_reported_where_the_table_names_it(string today, string? rule)
    {
        // The model of the lonely route is the file's.
        var project = new TableProject(
            new TableFile("/app/routes.json", """
                {
                  "table": "LonelyRoutes", "use": ["old.models.json"],
                  "providers": { "p": { "kind": "openai" } },
                  "targets": { "t": { "provider": "p", "model": "m" } },
                  "routes": { "r": { "chain": ["t"], "suppress": { "RG1001": "a test" } } }
                }
                """),
            new TableFile("/app/old.models.json", """
                { "reviewed": "2026-07-01", "models": { "m": { "usdPerMTok": { "input": 1, "output": 2 } } } }
                """));

        var found = await (project with { Properties = project.Properties.Add("RouteGenToday", today) }).Analyze();

        Assert.Equal(rule is null ? [] : [rule + " in /app/routes.json"], found.Select(d => $"{d.Id} in {d.Location.GetLineSpan().Path}"));
    }

    [Fact]
    public async Task An_edit_of_code_or_of_the_day_reads_and_checks_nothing_again()
    {
        var reads = 0;
        var analyzer = new RouteTableAnalyzer((table, models) =>
        {
            Interlocked.Increment(ref reads);
            return ReadTable.From(table, models);
        });
        var project = new TableProject(TableFile.WithLonelyRoute()) { Analyzer = analyzer };

        var before = Assert.Single(await project.Analyze());
        var after = Assert.Single(
            await (project with { Source = "class D;", Properties = project.Properties.Add("RouteGenToday", "2026-12-01") }).Analyze());

        Assert.Equal(1, reads);
        Assert.Equal(before.ToString(), after.ToString());

        await (project with { Files = [TableFile.WithLonelyRoute(table: "OtherRoutes")] }).Analyze();

        Assert.Equal(2, reads);
    }
}

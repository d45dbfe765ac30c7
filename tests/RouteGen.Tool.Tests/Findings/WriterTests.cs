using System.Text.Json;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Findings.Writers;
using RouteGen.Tool.Terminal;
using Spectre.Console;

namespace RouteGen.Tool.Tests.Findings;

public sealed class WriterTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-findings-").FullName;

    [Fact]
    public void Text_is_as_compilers_write_it_and_has_no_control_characters()
    {
        var (output, _) = Reports.Write(OutputFormat.Text, Reports.Mixed, _folder);

        Assert.Equal(
            """
            sub dir/routes.json(4,5): warning RG1008: No target uses the provider 'a|b'; remove it\u001b[31m, or 100% use it
            sub dir/routes.json(4,23): error RG0010: two\u000d\u000alines
            note price-increased: 'gpt' costs <more> @all

            Totals: 3
            1 error, 1 warning, 1 note in 1 file.

            """,
            output,
            ignoreLineEndingDifferences: true);
    }

    [Fact]
    public void A_screen_shows_the_line_with_a_mark_under_it()
    {
        using var output = new StringWriter();
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        screen.Profile.Width = 200;

        FindingScreen.Write(screen, Reports.Mixed);

        Assert.Contains("  4 |     \"über\": { \"kind\": \"opnai\" }\n    |     ^~~~~~\n", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_screen_shows_no_key()
    {
        using var output = new StringWriter();
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        screen.Profile.Width = 200;
        var report = new FindingReport("check", [new("RG1021", FindingLevel.Error, "Title", "short") { Place = new("f", 1, 13, 1, 22) }])
        {
            Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["f"] = """{ "apiKey": "hunter2" }""" },
        };

        FindingScreen.Write(screen, report);

        Assert.Contains("{ \"apiKey\": \"*******\" }", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_screen_shows_of_a_long_line_what_is_around_the_place()
    {
        using var output = new StringWriter();
        var screen = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output), Ansi = AnsiSupport.No });
        screen.Profile.Width = 60;
        var line = new string('x', 500) + "WRONG" + new string('y', 500);
        var report = new FindingReport("check", [new("RG0002", FindingLevel.Error, "Title", "short") { Place = new("f", 1, 501, 1, 506) }])
        {
            Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["f"] = line },
        };

        FindingScreen.Write(screen, report);

        var lines = output.ToString().Split('\n');
        Assert.Equal(lines[1].IndexOf("WRONG", StringComparison.Ordinal), lines[2].IndexOf("^~~~~", StringComparison.Ordinal));
        Assert.All(lines, static l => Assert.True(l.Length <= 60, l));
    }

    [Fact]
    public void GitHub_gets_commands_that_are_escaped_the_worst_first()
    {
        var workspace = Directory.CreateDirectory(Path.Combine(_folder, "repo", "src"));
        var (output, _) = Reports.Write(
            OutputFormat.GitHub, Reports.Mixed, workspace.FullName, new() { ["GITHUB_WORKSPACE"] = Path.Combine(_folder, "repo") });

        Assert.Equal(
            [
                "::error file=src/sub dir/routes.json,line=4,endLine=5,title=RG0010%3A Provider%3A kind%2C without::two%0D%0Alines",
                "::warning file=src/sub dir/routes.json,line=4,endLine=4,col=5,endColumn=11,title=RG1008%3A Declared but unused" +
                "::No target uses the provider 'a|b'; remove it\\u001b[31m, or 100%25 use it",
                "::notice title=price-increased%3A A price went up::'gpt' costs <more> @all",
                "1 error, 1 warning, 1 note in 1 file.",
                "",
            ],
            output.Split('\n'));
    }

    [Fact]
    public void GitHub_gets_the_whole_report_as_the_steps_summary_after_what_stands_there()
    {
        var summary = Path.Combine(_folder, "summary.md");
        File.WriteAllText(summary, "Before\n");

        Reports.Write(OutputFormat.GitHub, Reports.Mixed, _folder, new() { ["GITHUB_STEP_SUMMARY"] = summary });

        var text = File.ReadAllText(summary);
        Assert.StartsWith("Before\n", text, StringComparison.Ordinal);
        Assert.Contains("| error | RG0010 | sub dir/routes.json:4 |", text, StringComparison.Ordinal);
        Assert.Contains("'a\\|b'", text, StringComparison.Ordinal);
        Assert.Contains("&lt;more&gt; &#64;all", text, StringComparison.Ordinal);
        Assert.Contains("### Totals", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_summary_that_cannot_be_written_is_told_and_stops_nothing()
    {
        var (output, errors) = Reports.Write(
            OutputFormat.GitHub, Reports.Clean, _folder, new() { ["GITHUB_STEP_SUMMARY"] = Path.Combine(_folder, "no", "such", "file") });

        Assert.Equal("1 table, no findings.\n", output);
        Assert.Contains("summary could not be written", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_has_relative_uris_and_prints_that_stay_where_lines_move()
    {
        var before = Result(Reports.Mixed);
        var after = Result(Reports.Mixed with
        {
            Findings = [.. Reports.Mixed.Findings.Select(static f => f.Place is { } p
                ? f with { Place = p with { Line = p.Line + 2, EndLine = p.EndLine + 2 }, Message = f.Message + " (changed)" }
                : f)],
            Texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["sub dir/routes.json"] = "//\r\n\u2028" + Reports.Text },
        });
        var other = Result(Reports.Mixed with
        {
            Texts = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["sub dir/routes.json"] = Reports.Text.Replace("opnai", "opena", StringComparison.Ordinal),
            },
        });

        Assert.Equal("sub%20dir/routes.json", Location(before).GetProperty("uri").GetString());
        Assert.Equal("%SRCROOT%", Location(before).GetProperty("uriBaseId").GetString());
        Assert.Equal(Print(before), Print(after));
        Assert.NotEqual(Print(before), Print(other));
    }

    [Theory]
    [InlineData("Note", 1, 1, 1)]
    [InlineData("Warning", 0, 1, 1)]
    [InlineData("Error", 0, 0, 1)]
    [InlineData("Never", 0, 0, 0)]
    public void Findings_from_a_level_on_end_with_1(string failOn, params int[] codes) => Assert.Equal(
        codes,
        Enum.GetValues<FindingLevel>()
            .Select(level => FailOnOption.ExitCodeOf(Enum.Parse<FailOn>(failOn), [new("x", level, "", "")])).ToArray());

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private JsonElement Result(FindingReport report) => JsonDocument.Parse(Reports.Write(OutputFormat.Sarif, report, _folder).Output)
        .RootElement.GetProperty("runs")[0].GetProperty("results")[0];

    private static JsonElement Location(JsonElement result) =>
        result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");

    private static string? Print(JsonElement result) =>
        result.GetProperty("partialFingerprints").GetProperty("routegenFinding/v1").GetString();
}

using System.Text.Json;
using NJsonSchema;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests.Check;

public sealed class CheckVerbTests : IDisposable
{
    private const string Good = """
        {
          "table": "NAMERoutes",
          "use": ["RouteGen.Catalog"],
          "providers": { "openai": { "kind": "openai" }, "anthropic": { "kind": "anthropic" } },
          "targets": {
            "mini": { "provider": "openai", "model": "gpt-5.4-mini" },
            "haiku": { "provider": "anthropic", "model": "claude-haiku-4-5" }
          },
          "routes": { "summarize": { "chain": ["mini", "haiku"], "limits": { "inputTokens": 9000 } } }
        }
        """;

    private readonly ToolRun _tool = ToolRun.InTheCatalogsMonth();

    [Fact]
    public async Task A_good_table_ends_with_0()
    {
        _tool.Write("routes.json", Table("Desk"));

        Assert.Equal(new(ExitCode.Ok, "1 table, no findings.\n", ""), await _tool.RunAsync("check"));
    }

    [Theory]
    [InlineData(ExitCode.Ok, "check")]
    [InlineData(ExitCode.Findings, "check", "--fail-on", "warning")]
    [InlineData(ExitCode.Findings, "check", "--fail-on", "note", "--format", "sarif")]
    [InlineData(ExitCode.Findings, "check", "--fail-on", "warning", "--format", "github")]
    [InlineData(ExitCode.Ok, "check", "--format", "json")]
    [InlineData(ExitCode.Usage, "check", "--fail-on", "fatal")]
    [InlineData(ExitCode.Usage, "check", "--today", "29.11.2026")]
    [InlineData(ExitCode.Usage, "check", "nowhere")]
    [InlineData(ExitCode.Fault, "check", "--catalog", "nowhere.json")]
    public async Task The_exit_code_is_that_of_the_findings_whatever_the_format(int expected, params string[] args)
    {
        _tool.Write("routes.json", Table("Desk").Replace("[\"mini\", \"haiku\"]", "[\"mini\"]", StringComparison.Ordinal));

        Assert.Equal(expected, (await _tool.RunAsync(args)).ExitCode);
    }

    [Fact]
    public async Task An_error_ends_with_1_and_says_where_it_is()
    {
        _tool.Write("routes.json", Table("Desk").Replace("\"haiku\"]", "\"haiko\"]", StringComparison.Ordinal));

        var result = await _tool.RunAsync("check", "routes.json");

        Assert.Equal(ExitCode.Findings, result.ExitCode);
        Assert.Equal(
            "routes.json(9,48): error RG0007: There is no target 'haiko'; did you mean 'haiku'?\n1 error in 1 file.\n", result.Output);
    }

    [Fact]
    public async Task A_table_comes_from_standard_input_too()
    {
        _tool.Input = "\uFEFF" + Table("Desk").Replace("RouteGen.Catalog", "../all.models.json", StringComparison.Ordinal);

        var result = await _tool.RunAsync("check", "-", "--stdin-path", "src/routes.json");

        Assert.StartsWith("src/routes.json(3,11): error RG0011", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_catalog_can_be_another()
    {
        _tool.Write("routes.json", Table("Desk"));
        _tool.Write("newer.json", """{ "models": { "gpt-5.4-mini": { "retires": "2026-01-01" }, "claude-haiku-4-5": { } } }""");

        var result = await _tool.RunAsync("check", "--catalog", "newer.json");

        Assert.Contains("RG1018: Model 'gpt-5.4-mini' retired", result.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("All.sln", "Project(\"{FAE04EC0}\") = \"A\", \"src\\A\\A.csproj\", \"{1}\"\r\nEndProject\r\n" +
        "Project(\"{2150E333}\") = \"docs\", \"docs\", \"{2}\"\r\nEndProject\r\nProject(\"{FAE04EC0}\") = \"B\", \"src\\B\\B.csproj\", "
            + "\"{3}\"")]
    [InlineData("All.slnx", "<Solution><Folder Name=\"/src/\"><Project Path=\"src/A/A.csproj\" /></Folder><Project "
        + "Path=\"src/B/B.csproj\" /></Solution>")]
    public async Task A_solution_has_the_tables_of_all_its_projects(string name, string solution)
    {
        _tool.Write(name, solution);
        _tool.Write("src/A/A.csproj", "<Project />");
        _tool.Write("src/A/routes.json", Table("Desk").Replace("RouteGen.Catalog", "../company.models.json", StringComparison.Ordinal));
        _tool.Write("src/company.models.json",
            """{ "models": { "gpt-5.4-mini": { "usdPerMTok": { "input": 0.25 } }, "claude-haiku-4-5": { } } }""");
        _tool.Write("src/B/B.csproj", """
            <Project>
              <ItemGroup><RouteGenTable Include="config/**/*.json" /><RouteGenModels Include="shared/all.json" /></ItemGroup>
            </Project>
            """);
        _tool.Write("src/B/config/deep/b.routes.json",
            Table("Other").Replace("RouteGen.Catalog", "../../shared/all.json", StringComparison.Ordinal));
        _tool.Write("src/B/shared/all.json", """{ "models": { "gpt-5.4-mini": { }, "claude-haiku-4-5": { } } }""");

        var byName = await _tool.RunAsync("check", name);
        var byFolder = await _tool.RunAsync("check");

        Assert.Equal(byName, byFolder);
        Assert.Equal(
            [
                "src/company.models.json RG1015", "src/company.models.json RG1015", "src/B/shared/all.json RG1015",
                    "src/B/shared/all.json RG1015",
            ],
            byName.Output.Split('\n')[..^2].Select(static l => $"{l.Split('(')[0]} {l.Split(": ")[1].Split(' ')[1]}"));
    }

    [Fact]
    public async Task Tables_of_one_project_must_not_clash_and_loose_ones_may()
    {
        _tool.Write("a.routes.json", Table("Desk"));
        _tool.Write("b.routes.json", Table("Desk").Replace("\"summarize\"", "\"other\"", StringComparison.Ordinal));
        var loose = await _tool.RunAsync("check");
        _tool.Write("App.csproj", "<Project />");

        var together = await _tool.RunAsync("check");

        Assert.Equal("2 tables, no findings.\n", loose.Output);
        Assert.Contains("error RG0008", together.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_sees_the_models_that_a_build_sees()
    {
        _tool.Write("App/App.csproj", "<Project />");
        _tool.Write("App/routes.json", Table("Desk").Replace("RouteGen.Catalog", "far/all.json", StringComparison.Ordinal));
        _tool.Write("App/far/all.json", """{ "models": { "gpt-5.4-mini": { }, "claude-haiku-4-5": { } } }""");

        var result = await _tool.RunAsync("check", "App");

        Assert.Contains("App/routes.json(3,11): error RG0011", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_are_errors_where_the_project_or_what_it_inherits_says_so()
    {
        _tool.Write("Directory.Build.props",
            "<Project><PropertyGroup><TreatWarningsAsErrors>true</TreatWarningsAsErrors></PropertyGroup></Project>");
        _tool.Write("src/Directory.Build.props", """
            <Project>
              <Import Project="$([MSBuild]::GetPathOfFileAbove('Directory.Build.props', '$(MSBuildThisFileDirectory)../'))" />
              <PropertyGroup><NoWarn>$(NoWarn);RG1008</NoWarn></PropertyGroup>
            </Project>
            """);
        _tool.Write("src/App.csproj", "<Project />");
        _tool.Write("src/routes.json", Table("Desk")
            .Replace("\"mini\", \"haiku\"", "\"mini\"", StringComparison.Ordinal)
            .Replace("{\n  \"table\"", "{\n  \"reviewed\": \"2026-01-01\", \"table\"", StringComparison.Ordinal));

        var result = await _tool.RunAsync("check", "src");

        Assert.Equal(ExitCode.Findings, result.ExitCode);
        Assert.Contains("error RG1001", result.Output, StringComparison.Ordinal);
        Assert.Contains("warning RG1017", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("RG1008", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_models_are_checked_on_their_own()
    {
        _tool.Write("bad.models.json", """{ "models": { "a": { "window": 1 } } }""");
        _tool.Write("dear.models.json", """{ "models": { "gpt-5-mini": { "usdPerMTok": { "input": 250000, "output": 2 } } } }""");

        var result = await _tool.RunAsync("check", "bad.models.json", "dear.models.json");

        Assert.Contains("bad.models.json(1,22): error RG0002", result.Output, StringComparison.Ordinal);
        Assert.Contains("dear.models.json(1,56): warning RG1016", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_for_programs_is_valid_and_goes_to_a_file_where_that_is_asked_for()
    {
        _tool.Write("routes.json", Table("Desk").Replace("\"haiku\"]", "\"haiko\"]", StringComparison.Ordinal));
        var schema = await JsonSchema.FromFileAsync(Repository.File("src/RouteGen.Tool/schema/findings.schema.json"),
            TestContext.Current.CancellationToken);

        var result = await _tool.RunAsync("check", "-f", "json", "-o", "out.json");

        Assert.Equal("", result.Output);
        var text = await File.ReadAllTextAsync(Path.Combine(_tool.Folder, "out.json"), TestContext.Current.CancellationToken);
        Assert.Empty(schema.Validate(text));
        var finding = JsonDocument.Parse(text).RootElement.GetProperty("findings")[0];
        Assert.Equal("route summarize", finding.GetProperty("subject").GetString());
        Assert.Equal("haiku", finding.GetProperty("details").GetProperty("suggested").GetString());
    }

    [Fact]
    public async Task Any_bytes_give_findings_and_never_an_exception()
    {
        var random = new Random(7);
        for (var i = 0; i < 50; i++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            await File.WriteAllBytesAsync(Path.Combine(_tool.Folder, "routes.json"), bytes, TestContext.Current.CancellationToken);

            Assert.Equal(ExitCode.Findings, (await _tool.RunAsync("check", "routes.json")).ExitCode);
        }
    }

    public void Dispose() => _tool.Dispose();

    private static string Table(string name) => Good.Replace("NAME", name, StringComparison.Ordinal);
}

using System.Text.RegularExpressions;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>What projects of every shape are told, and that a table in a class library serves a service in any language.</summary>
public sealed partial class ProjectShapeTests(BuiltShapes shapes) : IClassFixture<BuiltShapes>
{
    [Fact]
    public void Each_project_is_told_what_it_lacks_and_no_other_is()
    {
        string[] expected =
        [
            "error RG0001 Absent", "error RG0001 Dangling", "error RG0020 OldLanguage", "warning MSB3501 Dangling",
            "warning RG0021 BasicTable", "warning RG0021 FSharpNone",
            "warning RG0021 FSharpTable", "warning RG0021 Misplaced", "warning RG0021 NoTable",
        ];

        Assert.True(expected.SequenceEqual(shapes.Findings), $"{string.Join('\n', shapes.Findings)}\n\n{shapes.Output}");
        Assert.Contains("3 Error(s)", shapes.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(@"config[/\\]routes\.json.*RG0021: .*name it in the project: <RouteGenTable Include=""config/routes\.json"" />.*Misplaced")]
    [InlineData(@"old#2[/\\]routes\.json.*RG0021: .*<RouteGenTable Include=""old#2/routes\.json"" />.*Misplaced")]
    [InlineData(@"FSharpNone\.fsproj : warning RG0021: .*put a routes\.json into a C# class library")]
    [InlineData(@"Absent[/\\]config[/\\]routes\.json : error RG0001: There is no such file, and a RouteGenTable item names it;")]
    [InlineData(@"Dangling[/\\]routes\.json : error RG0001: This file cannot be read, as the warning MSB3501 says; if it is a link,")]
    [InlineData(@"warning RG0021: .*<RouteGenExpectTable>false</RouteGenExpectTable>.*NoTable")]
    [InlineData(@"FSharpTable[/\\]routes\.json.*RG0021: .*put it into a C# class library")]
    [InlineData(@"error RG0020: Routes are generated as C# 12, and this project is compiled as C# 9; remove LangVersion")]
    public void It_is_told_what_to_do(string expected) => Assert.Matches(expected, shapes.Output);

    [Theory]
    [InlineData("FSharpService", "two lines \\(by a fallback, 0\\.\\d+ USD\\)")]
    [InlineData("CSharpService", "two lines by Haiku")]
    public async Task A_table_in_a_class_library_serves_and_fails_over(string service, string expected)
    {
        await using var providers = await TwoProviders.WithAnOutageAsync("two lines");

        var (exitCode, output) = await shapes.RunAsync(service, providers.Variables);

        Assert.True(exitCode == 0, output);
        Assert.Matches($"^{expected}$", output.Trim());
    }

    [Fact]
    public async Task Tables_are_found_in_any_case_and_by_a_RouteGenTable_item_under_any_name()
    {
        var (exitCode, output) = await shapes.RunAsync("AnyCase", []);

        Assert.True(exitCode == 0, output);
        Assert.Equal("SupportRoutes/summarizeOtherRoutes/digest", output.Trim());
    }

    [Fact]
    public void A_project_of_several_frameworks_has_routes_in_one_of_them_as_the_docs_say()
    {
        Assert.True(File.Exists(Path.Combine(shapes.Root, "Multi", "bin", "Debug", "net8.0", "Multi.dll")));
        Assert.True(File.Exists(Path.Combine(shapes.Root, "Multi", "bin", "Debug", "net10.0", "Multi.dll")));
        Assert.Contains(Flat(Conditioned(Read("Multi/Multi.csproj"))), Flat(Started()), StringComparison.Ordinal);
    }

    [Fact]
    public void The_docs_show_the_program_in_FSharp() =>
        Assert.Contains(Read("FSharpService/Program.fs").Trim(), Started(), StringComparison.Ordinal);

    private static string Started() =>
        File.ReadAllText(Path.Combine(PackedFeed.Repository, "docs", "getting-started.md")).ReplaceLineEndings("\n");

    private static string Flat(string text) => string.Join('\n', text.Split('\n').Select(line => line.Trim()));

    private static string Conditioned(string project) =>
        Group().Match(project).Value.Replace("$(RouteGenVersion)", PackedFeed.Version, StringComparison.Ordinal);

    private string Read(string file) => File.ReadAllText(Path.Combine(shapes.Root, file)).ReplaceLineEndings("\n");

    [GeneratedRegex("<ItemGroup Condition.*</ItemGroup>", RegexOptions.Singleline)]
    private static partial Regex Group();
}

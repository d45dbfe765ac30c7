using System.Text.Json;
using RouteGen.Tables.Files;

namespace RouteGen.Tool.Tests.Check;

/// <summary>What check reports is what the compiler reports: the same rules, ranges, levels and messages.</summary>
public sealed class SameAsBuildTests : IDisposable
{
    private const string Today = "2026-11-29";

    private readonly ToolRun _tool = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Of_spoilt_tables_in_one_project(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 60; i++)
        {
            _tool.Write($"App/{i}.routes.json", SpoiltTables.Next(random));
        }

        Assert.InRange(await SameAsync("App", SpoiltTables.Models), 100, int.MaxValue);
    }

    [Theory]
    [InlineData("tests/RouteGen.Generators.Tests/Approved/everything.routes.json")]
    [InlineData("samples/Quickstart/routes.json")]
    [InlineData("samples/Gateway/routes.json")]
    [InlineData("samples/SupportDesk/routes.json")]
    public async Task Of_tables_of_this_repository(string file)
    {
        _tool.Write("App/routes.json", await File.ReadAllTextAsync(Repository.File(file), TestContext.Current.CancellationToken));

        await SameAsync("App", SpoiltTables.Models);
    }

    [Theory]
    [InlineData("is_global = true\ndotnet_diagnostic.RG1003.severity = error\ndotnet_diagnostic.RG1017.severity = none # later\n" +
        "dotnet_diagnostic.RG1008.severity = suggestion\ndotnet_diagnostic.RG0007.severity = none\n", false)]
    [InlineData("is_global = true\ndotnet_diagnostic.RG1001.severity = warning\n", true)]
    [InlineData("dotnet_diagnostic.RG1008.severity = none\n[*.json]\ndotnet_diagnostic.RG1001.severity = none\n", true)]
    public async Task With_the_severities_of_a_globalconfig(string config, bool warningsAsErrors)
    {
        _tool.Write("App/routes.json", SpoiltTables.Table.Replace("NAME", "T", StringComparison.Ordinal));
        _tool.Write("App/second.routes.json",
            SpoiltTables.Table.Replace("NAME", "U", StringComparison.Ordinal).Replace("[\"t\"]", "[\"tt\"]", StringComparison.Ordinal));

        // A name that ends in it makes a file global too.
        _tool.Write(".globalconfig", config);

        await SameAsync("App", SpoiltTables.Models, config, warningsAsErrors);
    }

    public void Dispose() => _tool.Dispose();

    private async Task<int> SameAsync(string project, string models, string? config = null, bool warningsAsErrors = false)
    {
        _tool.Write($"{project}/all.models.json", models);
        _tool.Write($"{project}/App.csproj",
            $"<Project><PropertyGroup><TreatWarningsAsErrors>{warningsAsErrors}</TreatWarningsAsErrors></PropertyGroup></Project>");
        var catalog = _tool.Write($"elsewhere/{UsedModels.CatalogFile}", UsedModels.PackedCatalog());
        string[] files = [.. Directory.GetFiles(Path.Combine(_tool.Folder, project), "*.json").Order(StringComparer.Ordinal), catalog];

        var build = await BuildOf.ReportAsync(files, "App", Today, config, warningsAsErrors);
        var check = await CheckAsync($"{project}/App.csproj");

        Assert.Equal(
            build.Select(line => line.Replace(catalog, UsedModels.CatalogFile, StringComparison.Ordinal)
                .Replace(_tool.Folder + "/", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            check);
        return check.Length;
    }

    private async Task<string[]> CheckAsync(string project)
    {
        var result = await _tool.RunAsync("check", project, "--format", "json", "--today", Today);
        using var json = JsonDocument.Parse(result.Output);
        return
        [
            .. json.RootElement.GetProperty("findings").EnumerateArray().Select(static finding =>
            {
                var place = finding.GetProperty("place");
                var range = string.Join(
                    ',', new[] { "line", "column", "endLine", "endColumn" }.Select(n => place.GetProperty(n).GetInt32()));
                return $"{finding.GetProperty("level").GetString()} {finding.GetProperty("id").GetString()} " +
                    $"{place.GetProperty("path").GetString()}({range}): {finding.GetProperty("message").GetString()}";
            }).Order(StringComparer.Ordinal),
        ];
    }
}

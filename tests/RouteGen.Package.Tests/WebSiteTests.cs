using System.Text.Json;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>A web project that lists its tables itself too, in two spellings.</summary>
public sealed class WebSiteTests(PackedFeed feed)
{
    [Fact]
    public async Task Tables_reach_the_compiler_once_and_are_not_published()
    {
        var site = Path.Combine(feed.Checkout("site"), "Site");
        var (exitCode, output) = await feed.DotnetAsync(site, "publish", "--nologo", "-o", Path.Combine(site, "out"));
        Assert.True(exitCode == 0, output);

        Assert.DoesNotContain(
            Directory.GetFiles(Path.Combine(site, "out")), file => file.EndsWith("routes.json", StringComparison.Ordinal));
        Assert.Equal(["company.models.json", "extra.routes.json", "routes.json"], await ItemsAsync(site, "AdditionalFiles"));
        Assert.DoesNotContain("routes.json", await ItemsAsync(site, "Content"));
    }

    [Fact]
    public async Task A_project_may_choose_its_tables_itself()
    {
        var site = Path.Combine(feed.Checkout("choosy"), "Site");

        var files = await ItemsAsync(site, "AdditionalFiles", "-p:EnableRouteGenDefaultItems=false", "-restore");

        Assert.DoesNotContain("extra.routes.json", files);
    }

    private async Task<string[]> ItemsAsync(string project, string item, params string[] arguments)
    {
        var (exitCode, output) = await feed.DotnetAsync(project, ["msbuild", $"-getItem:{item}", .. arguments]);
        Assert.True(exitCode == 0, output);
        using var items = JsonDocument.Parse(output);
        return [.. items.RootElement.GetProperty("Items").GetProperty(item).EnumerateArray()
            .Select(entry => Path.GetFileName(entry.GetProperty("Identity").GetString()!))
            .Order(StringComparer.Ordinal)];
    }
}

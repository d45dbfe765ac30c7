using System.IO.Compression;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

public sealed class PackageContentTests(PackedFeed feed)
{
    [Fact]
    public void Only_RouteGen_has_analyzers()
    {
        var withAnalyzers = Directory.GetFiles(feed.Feed, "*.nupkg").Where(package => Entries(package).Any(entry => entry.StartsWith("analyzers/", StringComparison.Ordinal)));

        Assert.Equal(["RouteGen.0.1.0-packed.nupkg"], withAnalyzers.Select(Path.GetFileName));
    }

    [Fact]
    public void RouteGen_has_what_a_build_needs()
    {
        var entries = Entries(Path.Combine(feed.Feed, "RouteGen.0.1.0-packed.nupkg"));

        Assert.Superset(
            new HashSet<string>
            {
                "lib/net10.0/RouteGen.dll", "lib/net10.0/RouteGen.xml", "build/RouteGen.targets", "buildTransitive/RouteGen.targets", "schema/routes.schema.json",
                "analyzers/dotnet/cs/RouteGen.Model.dll", "analyzers/dotnet/cs/RouteGen.Generators.dll", "analyzers/dotnet/cs/RouteGen.Analyzers.dll",
                "analyzers/dotnet/cs/RouteGen.CodeFixes.dll",
            },
            entries.ToHashSet());
    }

    private static IReadOnlyList<string> Entries(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }
}

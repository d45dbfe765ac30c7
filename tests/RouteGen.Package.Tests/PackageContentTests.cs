using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

public sealed class PackageContentTests(PackedFeed feed)
{
    [Fact]
    public void Every_project_that_packs_itself_is_packed() =>
        Assert.Equal(
            PackedFeed.Packages.Select(feed.Package),
            Directory.GetFiles(feed.Feed, "RouteGen*.nupkg")
                .Where(package => !Path.GetFileName(package).StartsWith("RouteGen.Tool.", StringComparison.Ordinal)
                    || package == feed.Package("RouteGen.Tool")).OrderBy(package => package[..^".nupkg".Length], StringComparer.Ordinal));

    [Fact]
    public void Only_RouteGen_has_analyzers()
    {
        var withAnalyzers = Directory.GetFiles(feed.Feed, "*.nupkg")
            .Where(package => Entries(package).Any(entry => entry.StartsWith("analyzers/", StringComparison.Ordinal)));

        Assert.Equal([feed.Package("RouteGen")], withAnalyzers);
    }

    [Fact]
    public void RouteGen_has_what_a_build_needs()
    {
        var entries = Entries(feed.Package("RouteGen"));

        Assert.Superset(
            new HashSet<string>
            {
                "lib/net10.0/RouteGen.dll",
                "lib/net10.0/RouteGen.xml", "build/net10.0/RouteGen.targets", "buildTransitive/net10.0/RouteGen.targets",
                "buildTransitive/net10.0/RouteGen.Shapes.targets", "schema/routes.schema.json",
                "analyzers/dotnet/cs/RouteGen.Model.dll",
                "analyzers/dotnet/cs/RouteGen.Generators.dll", "analyzers/dotnet/cs/RouteGen.Analyzers.dll",
                "analyzers/dotnet/cs/RouteGen.CodeFixes.dll", "analyzers/dotnet/cs/RouteGen.Roslyn.dll",
                "analyzers/dotnet/cs/RouteGen.Vocabulary.dll", "lib/net10.0/RouteGen.Vocabulary.dll",
                "lib/net10.0/RouteGen.Vocabulary.xml", "icon.png", "README.md",
            },
            entries.ToHashSet());
    }

    [Fact]
    public void The_analyzers_carry_the_catalog_that_prices_are_compared_with()
    {
        using var archive = ZipFile.OpenRead(feed.Package("RouteGen"));
        using var model = new MemoryStream();
        using (var packed = archive.GetEntry("analyzers/dotnet/cs/RouteGen.Model.dll")!.Open())
        {
            packed.CopyTo(model);
        }

        model.Position = 0;
        using var image = new PEReader(model);
        var metadata = image.GetMetadataReader();

        Assert.Contains(
            "RouteGen.Catalog.models.json",
            metadata.ManifestResources.Select(resource => metadata.GetString(metadata.GetManifestResource(resource).Name)));
    }

    private static IReadOnlyList<string> Entries(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return [.. archive.Entries.Select(entry => entry.FullName)];
    }
}

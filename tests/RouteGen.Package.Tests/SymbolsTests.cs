using System.IO.Compression;
using System.Reflection.Metadata;
using System.Runtime.InteropServices;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>While the repository has no address, every source is in the symbols, under a path of no machine.</summary>
public sealed class SymbolsTests(PackedFeed feed)
{
    private static readonly Guid EmbeddedSource = new("0E8A571B-6926-466E-B4AD-8AB04611F5FE");

    public static TheoryData<string> EveryPackageOfCode =>
        [.. PackedFeed.Packages.Where(package => package is not ("RouteGen.Catalog" or "RouteGen.Templates"))];

    [Theory]
    [MemberData(nameof(EveryPackageOfCode))]
    public void Every_source_comes_with_the_symbols(string package)
    {
        // The package of the tool's name only says which of its platforms to take.
        var name = package == "RouteGen.Tool" ? $"{package}.{RuntimeInformation.RuntimeIdentifier}" : package;
        using var archive = ZipFile.OpenRead(Path.ChangeExtension(feed.Package(name), ".snupkg"));
        var symbols = archive.Entries.Where(entry => Path.GetFileName(entry.FullName).StartsWith("RouteGen", StringComparison.Ordinal)
            && entry.FullName.EndsWith(".pdb", StringComparison.Ordinal)).ToArray();

        Assert.NotEmpty(symbols);
        Assert.All(symbols, AssertEmbedded);
    }

    private static void AssertEmbedded(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        using (var packed = entry.Open())
        {
            packed.CopyTo(bytes);
        }

        bytes.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(bytes);
        var reader = provider.GetMetadataReader();
        var documents = reader.Documents.Select(
            handle => (Name: reader.GetString(reader.GetDocument(handle).Name), Embedded: reader.GetCustomDebugInformation(handle)
                .Any(info => reader.GetGuid(reader.GetCustomDebugInformation(info).Kind) == EmbeddedSource))).ToArray();

        Assert.NotEmpty(documents);
        Assert.All(documents, document => Assert.StartsWith("/_/", document.Name, StringComparison.Ordinal));
        Assert.All(documents, document => Assert.True(document.Embedded, document.Name));
    }
}

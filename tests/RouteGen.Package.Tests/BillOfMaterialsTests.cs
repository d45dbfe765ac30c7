using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>Each package says what it is made of and what comes along with it, and says so truly.</summary>
public sealed class BillOfMaterialsTests(PackedFeed feed)
{
    private const string Manifest = "_manifest/spdx_2.2/manifest.spdx.json";

    public static TheoryData<string> EveryPackage => [.. PackedFeed.Packages];

    [Theory]
    [MemberData(nameof(EveryPackage))]
    public void Every_file_of_a_package_is_listed_with_its_hash(string package)
    {
        using var archive = ZipFile.OpenRead(feed.Package(package));
        var contents = archive.Entries
            .Where(entry => !entry.FullName.StartsWith("_rels/", StringComparison.Ordinal)
                && !entry.FullName.StartsWith("package/", StringComparison.Ordinal))
            .Where(entry => entry.FullName != "[Content_Types].xml"
                && entry.FullName != Manifest && !entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal))
            .ToDictionary(entry => $"./{entry.FullName}", Sha256, StringComparer.Ordinal);

        var listed = Read(archive).GetProperty("files").EnumerateArray().ToDictionary(
            file => file.GetProperty("fileName").GetString()!,
            file => file.GetProperty("checksums").EnumerateArray().Single(
                sum => sum.GetProperty("algorithm").GetString() == "SHA256").GetProperty("checksumValue").GetString()!,
            StringComparer.Ordinal);

        Assert.Equal(contents.OrderBy(file => file.Key, StringComparer.Ordinal), listed.OrderBy(file => file.Key, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(EveryPackage))]
    public void Every_dependency_of_a_package_is_listed_with_its_version(string package)
    {
        using var archive = ZipFile.OpenRead(feed.Package(package));
        var manifest = Read(archive);
        var listed = manifest.GetProperty("packages").EnumerateArray()
            .ToDictionary(
                part => part.GetProperty("name").GetString()!, part => part.GetProperty("versionInfo").GetString(), StringComparer.Ordinal);

        // A dependency that brings no assembly of its own brings others, which are listed.
        var expected = NuspecOf.Dependencies(archive).Where(dependency => dependency.Key != "Microsoft.Data.Sqlite")
            .ToDictionary(dependency => dependency.Key, string? (dependency) => dependency.Value.Trim('[', ']'), StringComparer.Ordinal);

        Assert.Equal("SPDX-2.2", manifest.GetProperty("spdxVersion").GetString());
        Assert.Equal(PackedFeed.Version, listed[package]);
        Assert.Superset(expected.ToHashSet(), listed.ToHashSet());
        Assert.Equal(listed.Count, manifest.GetProperty("relationships").GetArrayLength());
    }

    private static JsonElement Read(ZipArchive archive)
    {
        using var stream = archive.GetEntry(Manifest)!.Open();
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }

    private static string Sha256(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}

using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using RouteGen.Package.Tests.Running;

namespace RouteGen.Package.Tests;

/// <summary>
/// What is internal may change with every version, so a package that reads another's internals depends on exactly its version.
/// </summary>
public sealed class InternalsAcrossPackagesTests(PackedFeed feed)
{
    [Fact]
    public void A_package_that_may_read_anothers_internals_depends_on_exactly_its_version()
    {
        var friends = new List<(string Friend, string Of)>();
        foreach (var package in PackedFeed.Packages)
        {
            using var archive = ZipFile.OpenRead(feed.Package(package));
            var assemblies = archive.Entries.Where(entry => entry.FullName.StartsWith("lib/", StringComparison.Ordinal)
                && entry.FullName.EndsWith(".dll", StringComparison.Ordinal));
            friends.AddRange(assemblies.SelectMany(Friends)
                // The tool carries the libraries with it.
                .Where(friend => friend != package && friend != "RouteGen.Tool" && PackedFeed.Packages.Contains(friend))
                .Select(friend => (friend, package)));
        }

        Assert.Contains(("RouteGen.Testing", "RouteGen"), friends);
        Assert.All(friends.Distinct(), pair =>
        {
            using var archive = ZipFile.OpenRead(feed.Package(pair.Friend));
            Assert.Equal($"[{PackedFeed.Version}]", NuspecOf.Dependencies(archive)[pair.Of]);
        });
    }

    private static List<string> Friends(ZipArchiveEntry assembly)
    {
        using var bytes = new MemoryStream();
        using (var packed = assembly.Open())
        {
            packed.CopyTo(bytes);
        }

        bytes.Position = 0;
        using var image = new PEReader(bytes);
        var metadata = image.GetMetadataReader();
        return [.. metadata.GetAssemblyDefinition().GetCustomAttributes().Select(metadata.GetCustomAttribute)
            .Where(attribute => IsFriend(metadata, attribute)).Select(attribute => Named(metadata, attribute))];
    }

    private static bool IsFriend(MetadataReader metadata, CustomAttribute attribute) =>
        attribute.Constructor.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)attribute.Constructor).Parent is { Kind: HandleKind.TypeReference } parent
        && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)parent).Name) == "InternalsVisibleToAttribute";

    private static string Named(MetadataReader metadata, CustomAttribute attribute)
    {
        var value = metadata.GetBlobReader(attribute.Value);
        value.ReadUInt16();
        return value.ReadSerializedString()!.Split(',')[0];
    }
}

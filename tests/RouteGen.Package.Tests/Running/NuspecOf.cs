using System.IO.Compression;
using System.Xml.Linq;

namespace RouteGen.Package.Tests.Running;

/// <summary>What a package says about itself.</summary>
internal static class NuspecOf
{
    /// <summary>The packages it depends on, with their ranges.</summary>
    public static IReadOnlyDictionary<string, string> Dependencies(ZipArchive archive)
    {
        using var stream = archive.Entries.Single(entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).Open();
        return XDocument.Load(stream).Descendants().Where(element => element.Name.LocalName == "dependency")
            .ToDictionary(
                element => element.Attribute("id")!.Value, element => element.Attribute("version")!.Value, StringComparer.Ordinal);
    }
}

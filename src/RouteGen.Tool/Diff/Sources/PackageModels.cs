using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Diff.Sources;

/// <summary>The files of shared models of one version of a package, or a file that takes a package's place.</summary>
internal sealed partial class PackageModels
{
    /// <summary>The package whose models come with this tool.</summary>
    public const string CatalogPackage = "RouteGen.Catalog";

    private const string Extension = ".models.json";
    private const int LargestModels = 64 << 20;

    private readonly Dictionary<string, string> _models = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>None but the packed catalog.</summary>
    public static PackageModels Packed { get; } = new();

    /// <summary>What is to be taken for the packed catalog; null for it itself.</summary>
    public string? Catalog => _models.GetValueOrDefault(CatalogPackage);

    /// <summary>The packages whose models these are.</summary>
    public IEnumerable<string> Packages => _models.Keys;

    /// <summary>Whether a word of the command line names a package: <c>RouteGen.Catalog@1.2.0</c>, or a file of one.</summary>
    public static bool IsPackage(string word) =>
        NameAndVersion().IsMatch(word) || word.EndsWith(".nupkg", StringComparison.OrdinalIgnoreCase);

    /// <summary>A file that takes the catalog's place.</summary>
    public static PackageModels OfCatalogFile(ToolHost host, string path)
    {
        var full = host.FullPath(path);
        if (!File.Exists(full))
        {
            throw new UsageException($"There is no file '{path}' to take for the catalog.");
        }

        var models = new PackageModels();
        models._models[CatalogPackage] = File.ReadAllText(full);
        return models;
    }

    /// <summary>A package, from its file or from the folder in which NuGet keeps what was restored.</summary>
    public static PackageModels OfPackage(ToolHost host, string word) => NameAndVersion().Match(word) is { Success: true } named
        ? OfCache(host, named.Groups["id"].Value, named.Groups["version"].Value)
        : OfArchive(host, word);

    /// <summary>What a table's <c>use</c> of a package means; null where it is none of these.</summary>
    public string? Find(string use) => _models.GetValueOrDefault(use);

    private static PackageModels OfCache(ToolHost host, string id, string version)
    {
        var cache = host.Variable("NUGET_PACKAGES") is { Length: > 0 } stated ? stated
            : (host.Variable("HOME") ?? host.Variable("USERPROFILE")) is { Length: > 0 } home ? Path.Combine(home, ".nuget", "packages")
            : throw new ToolFailure("Nobody says where NuGet keeps packages: set NUGET_PACKAGES, or name the package's .nupkg file.");
        var folder = Path.Combine(host.FullPath(cache), id.ToLowerInvariant(), version.ToLowerInvariant(), "models");
        var models = new PackageModels();
        if (Directory.Exists(folder))
        {
            foreach (var file in Directory.EnumerateFiles(folder, "*" + Extension).Order(StringComparer.Ordinal))
            {
                models.Add(Path.GetFileName(file), File.ReadAllText(file));
            }
        }

        return models._models.Count > 0 ? models : throw new ToolFailure(
            $"The package {id} {version} is not in NuGet's folder '{cache}', or has no models. Restore a project that references it, or "
            + "name its .nupkg file.");
    }

    private static PackageModels OfArchive(ToolHost host, string path)
    {
        var full = host.FullPath(path);
        if (!File.Exists(full))
        {
            throw new UsageException($"There is no package '{path}'.");
        }

        var models = new PackageModels();
        try
        {
            using var archive = ZipFile.OpenRead(full);
            foreach (var entry in archive.Entries.Where(static e => e.FullName.EndsWith(Extension, StringComparison.OrdinalIgnoreCase)))
            {
                if (entry.Length > LargestModels)
                {
                    throw new ToolFailure($"'{entry.FullName}' of '{path}' is too large to be a file of models.");
                }

                using var reader = new StreamReader(entry.Open(), Encoding.UTF8);
                models.Add(entry.Name, reader.ReadToEnd());
            }
        }
        catch (InvalidDataException e)
        {
            throw new ToolFailure($"'{path}' is not a package: {e.Message}", e);
        }

        return models._models.Count > 0 ? models : throw new ToolFailure($"The package '{path}' has no models.");
    }

    private void Add(string fileName, string text) => _models[fileName[..^Extension.Length]] = text;

    [GeneratedRegex(
        @"^(?<id>[A-Za-z0-9_]+(\.[A-Za-z0-9_-]+)*)@(?<version>[0-9]+(\.[0-9]+){1,3}([-+][0-9A-Za-z.+-]+)?)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex NameAndVersion();
}

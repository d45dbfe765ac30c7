using System.Xml;
using System.Xml.Linq;
using Microsoft.Extensions.FileSystemGlobbing;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Check.Projects;

/// <summary>
/// What a project states in plain words, with the Directory.Build files above it: no MSBuild runs, so what is computed there is not seen.
/// </summary>
internal sealed class ProjectFile
{
    private readonly List<XElement> _roots = [];

    private ProjectFile(string path)
    {
        Path = path;
        Folder = System.IO.Path.GetDirectoryName(path)!;
    }

    /// <summary>The full path.</summary>
    public string Path { get; }

    /// <summary>Its folder, from which items are seen.</summary>
    public string Folder { get; }

    /// <summary>The namespace of tables that state none.</summary>
    public string RootNamespace =>
        Property("RootNamespace") ?? Property("AssemblyName") ?? System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <exception cref="ToolFailure">It is no XML.</exception>
    public static ProjectFile Read(string path)
    {
        var project = new ProjectFile(path);
        project.Add(Above(project.Folder, "Directory.Build.props"));
        project.Add(path);
        project.Add(Above(project.Folder, "Directory.Build.targets"));
        return project;
    }

    /// <summary>A property, the last of its name, without those that depend on a condition or on other properties.</summary>
    public string? Property(string name) => _roots
        .SelectMany(root => root.Elements().Where(static e => e.Name.LocalName == "PropertyGroup" && IsCertain(e)).Elements())
        .LastOrDefault(e => e.Name.LocalName == name && IsCertain(e) && !e.Value.Contains("$(", StringComparison.Ordinal))
        ?.Value.Trim() is { Length: > 0 } value ? value : null;

    /// <summary>The words of a property that is a list, whoever adds to it.</summary>
    public IEnumerable<string> List(string name, params char[] separators) => _roots
        .SelectMany(root => root.Elements().Where(static e => e.Name.LocalName == "PropertyGroup").Elements())
        .Where(e => e.Name.LocalName == name)
        .SelectMany(e => e.Value.Split(separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Where(static word => !word.StartsWith("$(", StringComparison.Ordinal));

    /// <summary>The files of an item, each with its element; patterns are resolved, and what is not there is left out.</summary>
    public IEnumerable<(string Path, XElement Item)> Items(string name) => _roots
        .SelectMany(root => root.Elements().Where(static e => e.Name.LocalName == "ItemGroup").Elements())
        .Where(e => e.Name.LocalName == name)
        .SelectMany(e => Files(e.Attribute("Include")?.Value ?? "", e.Attribute("Exclude")?.Value ?? "").Select(path => (path, e)));

    /// <summary>The files beside the project that a pattern names.</summary>
    public IEnumerable<string> Files(string include, string exclude = "")
    {
        foreach (var pattern in Parts(include))
        {
            if (!pattern.Contains('*', StringComparison.Ordinal))
            {
                var path = System.IO.Path.GetFullPath(pattern, Folder);
                if (File.Exists(path))
                {
                    yield return path;
                }

                continue;
            }

            // The matcher does not climb: the folders before the first pattern are where it starts.
            var fixedParts = pattern.Split('/').TakeWhile(static part => !part.Contains('*', StringComparison.Ordinal)).ToArray();
            var start = System.IO.Path.GetFullPath(
                fixedParts.Length == 0 ? "." : string.Join('/', fixedParts) + (fixedParts is [""] ? "/" : ""), Folder);
            if (!Directory.Exists(start))
            {
                continue;
            }

            var matcher = new Matcher(StringComparison.Ordinal);
            matcher.AddInclude(string.Join('/', pattern.Split('/').Skip(fixedParts.Length)));
            var excluded = exclude.Length == 0 ? [] : Files(exclude).ToHashSet(StringComparer.Ordinal);
            foreach (var path in matcher.GetResultsInFullPath(start).Order(StringComparer.Ordinal).Where(p => !excluded.Contains(p)))
            {
                yield return path;
            }
        }
    }

    private static bool IsCertain(XElement element) => element.Attribute("Condition")?.Value is not { Length: > 0 } condition
        || condition.Replace(" ", "", StringComparison.Ordinal) == $"'$({element.Name.LocalName})'==''";

    private IEnumerable<string> Parts(string include) => include
        .Replace("$(MSBuildProjectDirectory)", Folder, StringComparison.OrdinalIgnoreCase)
        .Replace("$(MSBuildThisFileDirectory)", Folder + "/", StringComparison.OrdinalIgnoreCase)
        .Replace('\\', '/')
        .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Where(static part => part.IndexOfAny(['$', '@', '%']) < 0);

    private static string? Above(string? folder, string name)
    {
        for (; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            var path = System.IO.Path.Combine(folder, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private void Add(string? path)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            using var reader = XmlReader.Create(path, new() { DtdProcessing = DtdProcessing.Prohibit });
            if (XDocument.Load(reader).Root is { } root)
            {
                // A Directory.Build file hides those above it unless it imports them, which by custom it does before all else.
                var name = System.IO.Path.GetFileName(path);
                if (root.Elements().Any(e => e.Name.LocalName == "Import"
                    && e.Attribute("Project")?.Value.Contains(name, StringComparison.OrdinalIgnoreCase) == true))
                {
                    Add(Above(System.IO.Path.GetDirectoryName(System.IO.Path.GetDirectoryName(path)), name));
                }

                _roots.Add(root);
            }
        }
        catch (XmlException e)
        {
            throw new ToolFailure($"{path}({e.LineNumber},{e.LinePosition}) is not XML: {e.Message}", e);
        }
    }
}

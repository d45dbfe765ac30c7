using RouteGen.Model.Reading;
using RouteGen.Tables;
using RouteGen.Tables.Files;
using RouteGen.Tool.Check.Projects;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Check;

/// <summary>What the paths of a command line mean: tables, files of shared models, folders, projects, solutions, standard input.</summary>
/// <param name="host">The host.</param>
/// <param name="catalog">The catalog's text; null for the packed one.</param>
/// <param name="inputPath">Where a table from standard input is to be seen as standing.</param>
internal sealed class CheckPaths(ToolHost host, string? catalog, string inputPath)
{
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    /// <summary>The tables that paths mean, each of them once.</summary>
    /// <exception cref="UsageException">There is nothing at one of them.</exception>
    public IReadOnlyList<TableSet> Find(IEnumerable<string> paths)
    {
        var sets = new List<TableSet>();
        foreach (var path in paths)
        {
            var found = Find(path).ToArray();
            if (found.Length == 0 || found.All(static s => s.Tables.Count + s.ModelsFiles.Count == 0))
            {
                throw new UsageException(
                    $"There is no table in '{path}': no routes.json, no *.routes.json. Name the file, or make one: routegen init");
            }

            sets.AddRange(found);
        }

        return sets;
    }

    private IEnumerable<TableSet> Find(string path)
    {
        if (path == "-")
        {
            return [Alone(new TextFile(host.FullPath(inputPath), host.In.ReadToEnd().TrimStart('\uFEFF')))];
        }

        var full = host.FullPath(path);
        if (Directory.Exists(full))
        {
            return InFolder(full);
        }

        if (!File.Exists(full))
        {
            throw new UsageException($"There is no file '{path}'. Name the table, or make one: routegen init");
        }

        return Path.GetExtension(full).ToUpperInvariant() switch
        {
            ".SLN" or ".SLNX" => SolutionFile.ProjectsOf(full).SelectMany(InProject),
            ".CSPROJ" => InProject(full),
            _ => [OfFile(full)],
        };
    }

    private IEnumerable<TableSet> InFolder(string folder)
    {
        var files = Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).ToArray();
        var sets = new List<TableSet>();
        foreach (var file in files)
        {
            sets.AddRange(Path.GetExtension(file).ToUpperInvariant() switch
            {
                ".SLN" or ".SLNX" => SolutionFile.ProjectsOf(file).SelectMany(InProject),
                ".CSPROJ" => InProject(file),
                _ => [],
            });
        }

        var covered = sets.SelectMany(static s => s.Tables).Select(static t => t.Path).ToHashSet(StringComparer.Ordinal);
        var loose = files.Where(f => IsTable(f) && !covered.Contains(f)).ToArray();

        // Of no project: nothing is generated from them that could clash.
        sets.AddRange(loose.Select(OfFile));
        if (sets.Count == 0)
        {
            sets.Add(new([], ModelsOnDisk, Severities.Read(folder)) { ModelsFiles = Read(files.Where(IsModels)) });
        }

        return sets;
    }

    private IEnumerable<TableSet> InProject(string path)
    {
        // A project that two solutions have, or that is named besides, is checked once.
        if (!_seen.Add(path))
        {
            return [];
        }

        var project = ProjectFile.Read(path);
        var isUsual = project.Property("EnableRouteGenDefaultItems")?.Equals("false", StringComparison.OrdinalIgnoreCase) != true;
        var additional = project.Items("AdditionalFiles").ToArray();
        var tables = project.Items("RouteGenTable").Select(static i => i.Path)
            .Concat(isUsual ? project.Files("*.json").Where(IsTable) : [])
            .Concat(additional.Where(static i => IsTable(i.Path) || Role(i.Item) == "table").Select(static i => i.Path))
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (tables.Length == 0)
        {
            return [];
        }

        var models = project.Items("RouteGenModels").Select(static i => i.Path)
            .Concat(isUsual ? project.Files("*.models.json;../*.models.json") : [])
            .Concat(additional.Where(static i => IsModels(i.Path) || Role(i.Item) == "models").Select(static i => i.Path))
            .Distinct(StringComparer.Ordinal);
        var visible = Read(models).Concat(PackagedModels.Find(project.Folder)).DistinctBy(static f => f.Path)
            .OrderBy(static f => f.Path, StringComparer.Ordinal).ToList();
        if (catalog is not null)
        {
            visible.RemoveAll(static f => Path.GetFileName(f.Path) == UsedModels.CatalogFile);
        }

        // A project that was not restored, or has the catalog by a reference to a project, has it from here.
        if (!visible.Exists(static f => Path.GetFileName(f.Path) == UsedModels.CatalogFile))
        {
            visible.Add(new TextFile(UsedModels.CatalogFile, catalog ?? UsedModels.PackedCatalog()));
        }

        return
        [
            new(Read(tables), table => [.. visible, .. ReferencedModels(project, table, visible)], Severities.Read(project.Folder, project))
            {
                RootNamespace = project.RootNamespace,
                OtherKinds = [.. project.List("RouteGenProviderKinds", '|').Select(static k => k.Split('=')[0].Trim())],
            },
        ];
    }

    /// <summary>Models of packages that this solution makes itself: beside the project that is referred to.</summary>
    private static IEnumerable<TextFile> ReferencedModels(ProjectFile project, TextFile table, IReadOnlyList<TextFile> visible) =>
        project.Items("ProjectReference")
            .Select(static i => Path.GetDirectoryName(i.Path)!)
            .SelectMany(static folder => Directory.EnumerateFiles(folder, "*.models.json"))
            .Where(path => path != table.Path && visible.All(v => Path.GetFileName(v.Path) != Path.GetFileName(path)))
            .Select(static path => new TextFile(path, File.ReadAllText(path)));

    private TableSet OfFile(string path) => IsModels(path) && !IsTable(path)
        ? new([], ModelsOnDisk, Severities.Read(Path.GetDirectoryName(path)!)) { ModelsFiles = Read([path]) }
        : Alone(new TextFile(path, File.ReadAllText(path)));

    private TableSet Alone(TextFile table) => new([table], ModelsOnDisk, Severities.Read(Path.GetDirectoryName(table.Path)!));

    private IReadOnlyList<TextFile> ModelsOnDisk(TextFile table) =>
    [
        .. UsedModels.Find(table, new RouteTableFileOptions { Catalog = catalog }),
        .. PackagedModels.Find(Path.GetDirectoryName(table.Path)!)
            .Where(static f => Path.GetFileName(f.Path) != UsedModels.CatalogFile),
    ];

    private static bool IsTable(string path) => Path.GetFileName(path) is var name
        && (name.Equals("routes.json", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".routes.json", StringComparison.OrdinalIgnoreCase));

    private static bool IsModels(string path) => path.EndsWith(".models.json", StringComparison.OrdinalIgnoreCase);

    private static string? Role(System.Xml.Linq.XElement item) =>
        (item.Attribute("RouteGenRole")?.Value ?? item.Elements().FirstOrDefault(static e => e.Name.LocalName == "RouteGenRole")?.Value)
            ?.ToLowerInvariant();

    private static TextFile[] Read(IEnumerable<string> paths) => [.. paths.Select(static p => new TextFile(p, File.ReadAllText(p)))];
}

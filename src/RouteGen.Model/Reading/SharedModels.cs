using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Reading;

/// <summary>The models of the files that a table uses.</summary>
internal static class SharedModels
{
    private const string Extension = ".models.json";

    /// <summary>
    /// All used files with their entries, in order of use. A file that the build does not see is reported, and
    /// leaves <paramref name="names"/> incomplete.
    /// </summary>
    public static IReadOnlyList<SharedFile> Read(ObjectReader table, IReadOnlyList<TextFile> modelFiles, References names)
    {
        var files = new List<SharedFile>();
        var read = new HashSet<string>(StringComparer.Ordinal);
        foreach (var use in table.ListOfTexts("use"))
        {
            var path = LexicalPath.Resolve(table.Node.Source.Path, use.Value);
            if ((modelFiles.FirstOrDefault(f => LexicalPath.Normalize(f.Path) == path) ?? OfPackage(use.Value, modelFiles)) is not { } file)
            {
                names.IsIncomplete = true;
                var shown = PlainText.Escape(use.Value);
                table.Problems.Add(FileRules.SharedModelsNotFound, use, IsPackage(use.Value)
                    ? $"No package provides '{shown}{Extension}': reference the package of that name, or write the path of a file"
                    : $"'{shown}' is not part of the build: put it next to routes.json or in the folder above "
                    + $"as *.models.json, or add <RouteGenModels Include=\"{shown}\" /> to the project");
            }
            else if (read.Add(file.Path))
            {
                var tree = JsonParser.Parse(file.Path, file.Text);
                var (reviewed, entries) = Read(tree, file.Path, table.Problems);
                files.Add(new SharedFile(use, IsPackage(use.Value), tree, reviewed, entries));
            }
        }

        return files;
    }

    /// <summary>The file of a package, which is in another folder on every machine: a use without a path names it.</summary>
    private static TextFile? OfPackage(string use, IReadOnlyList<TextFile> modelFiles) =>
        IsPackage(use) ? modelFiles.FirstOrDefault(f => LexicalPath.FileName(f.Path) == use + Extension) : null;

    private static bool IsPackage(string use) =>
        use.IndexOfAny(['/', '\\']) < 0 && !use.EndsWith(".json", StringComparison.OrdinalIgnoreCase);

    /// <summary>The day of the last review and the entries of one file.</summary>
    public static (string? Reviewed, IReadOnlyList<JsonProperty> Entries) Read(JsonTree tree, string path, ProblemList problems)
    {
        problems.AddThoseOf(tree);
        if (ObjectReader.Open(
            tree.Root, Shapes.ModelsFile, LexicalPath.FileName(path), new Whereabouts("the models file"), null, problems) is not { } root)
        {
            return (null, []);
        }

        _ = root.Text("$schema");
        _ = root.Text("about");
        return (root.Day("reviewed"), [.. root.Entries("models")]);
    }
}

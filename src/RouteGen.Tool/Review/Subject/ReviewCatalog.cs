using RouteGen.Model.Reading;
using RouteGen.Model.Tables;
using RouteGen.Tables.Files;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Review.Subject;

/// <summary>The catalog that a table is compared with: the one packed with the tool, or a file.</summary>
internal sealed class ReviewCatalog
{
    private readonly Dictionary<string, ModelEntry> _byName = new(StringComparer.OrdinalIgnoreCase);

    private ReviewCatalog(string name, IReadOnlyList<ModelEntry> models)
    {
        (Name, Models) = (name, models);
        foreach (var model in models)
        {
            _byName.TryAdd(model.Name, model);
        }

        // After the whole names: one without a gateway's prefix is the maker's own.
        foreach (var model in models)
        {
            _byName.TryAdd(Bare(model.Name), model);
        }
    }

    /// <summary>What it is called in findings.</summary>
    public string Name { get; }

    /// <summary>Its models, in file order.</summary>
    public IReadOnlyList<ModelEntry> Models { get; }

    /// <summary>Opens it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="path">A file; null for the packed one.</param>
    /// <exception cref="ToolFailure">
    /// It is no file of models: a comparison that fails must not pass for one without differences.
    /// </exception>
    public static ReviewCatalog Open(ToolHost host, string? path)
    {
        var name = path ?? "RouteGen.Catalog";
        var file = ModelsFile.Read(new TextFile(name, path is null ? UsedModels.PackedCatalog() : File.ReadAllText(host.FullPath(path))));
        return file.Problems.FirstOrDefault() is { } problem
            ? throw new ToolFailure($"{name}({problem.Range.Line + 1},{problem.Range.Column + 1}): {problem.Rule.Id}: {problem.Message}")
            : new(name, [.. file.Models]);
    }

    /// <summary>The entry of a model, by its name or by what follows a gateway's prefix; null where it has none.</summary>
    public ModelEntry? Find(string model) => _byName.GetValueOrDefault(model) ?? _byName.GetValueOrDefault(Bare(model));

    private static string Bare(string model) => model[(model.LastIndexOf('/') + 1)..];
}

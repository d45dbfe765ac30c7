using RouteGen.Model.Json;
using RouteGen.Model.Reading;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.LiteLlm;

/// <summary>
/// A file of models that knows more, or better, than the map: each member that it states of a model replaces the map's, and models that
/// the map lacks follow the map's.
/// </summary>
internal sealed class ModelUpdates
{
    private readonly List<(string Name, IReadOnlyDictionary<string, string> Members)> _models = [];

    /// <summary>No file, and so nothing to add.</summary>
    public static ModelUpdates None { get; } = new();

    public int Count => _models.Count;

    /// <summary>Reads a file of shared models.</summary>
    /// <exception cref="UsageException">It is none, or has errors.</exception>
    public static ModelUpdates Read(string path, string text)
    {
        if (ModelsFile.Read(new TextFile(path, text)).Problems.FirstOrDefault() is { } problem)
        {
            throw new UsageException($"{path}, line {problem.Range.Line + 1}: {problem.Message}");
        }

        var updates = new ModelUpdates();
        foreach (var model in ((JsonParser.Parse(path, text).Root as JsonObject)?.Find("models")?.Value as JsonObject)?.Properties ?? [])
        {
            updates._models.Add((model.Name, ((JsonObject)model.Value).Properties.ToDictionary(
                static p => p.Name, static p => p.Value.Source.Text.Substring(p.Value.Start, p.Value.Length), StringComparer.Ordinal)));
        }

        return updates;
    }

    /// <summary>The members of a model of the map, those that the file states in the place of the map's.</summary>
    public IReadOnlyDictionary<string, string> ApplyTo(string name, Dictionary<string, string> members)
    {
        foreach (var (member, value) in _models.Where(m => m.Name == name).SelectMany(static m => m.Members))
        {
            members[member] = value;
        }

        return members;
    }

    /// <summary>The models that the map does not have, in the file's order.</summary>
    public IEnumerable<(string Name, IReadOnlyDictionary<string, string> Members)> NotIn(IEnumerable<string> names) =>
        _models.ExceptBy(names, static m => m.Name, StringComparer.Ordinal);
}

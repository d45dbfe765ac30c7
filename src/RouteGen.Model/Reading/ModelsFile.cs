using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Reading;

/// <summary>
/// A file of shared models read on its own, without a table that uses it: for tools. Total: every text gives
/// models and problems, never an exception.
/// </summary>
public sealed class ModelsFile
{
    private ModelsFile(
        JsonTree tree,
        IReadOnlyList<(ModelEntry Model, JsonProperty Place)> entries,
        IReadOnlyList<Suppression> suppressions,
        EquatableArray<Problem> problems)
    {
        Tree = tree;
        Entries = entries;
        Suppressions = suppressions;
        Problems = problems;
    }

    /// <summary>The models that could be read, in file order.</summary>
    public IEnumerable<ModelEntry> Models => Entries.Select(entry => entry.Model);

    /// <summary>What is wrong with the file itself.</summary>
    public EquatableArray<Problem> Problems { get; }

    internal JsonTree Tree { get; }

    internal IReadOnlyList<(ModelEntry Model, JsonProperty Place)> Entries { get; }

    internal IReadOnlyList<Suppression> Suppressions { get; }

    /// <summary>Reads a file.</summary>
    public static ModelsFile Read(TextFile file)
    {
        var problems = new ProblemList();
        var tree = JsonParser.Parse(file.Path, file.Text);
        problems.AddThoseOf(tree);
        var entries = new List<(ModelEntry, JsonProperty)>();
        var suppressions = new List<Suppression>();
        foreach (var property in SharedModels.Read(tree, file.Path, problems).Entries)
        {
            var entry = ObjectReader.Open(
                property.Value, Shapes.Model, property.Name, new Whereabouts("model", property.Name), property.Key, problems);
            if (entry is not null)
            {
                SuppressionReader.Read(entry, EntrySection.Models, property.Name, suppressions);
            }

            entries.Add((ModelReader.Read(property.Name, "", entry), property));
        }

        return new ModelsFile(tree, entries, suppressions, problems.InOrder(file.Path));
    }
}

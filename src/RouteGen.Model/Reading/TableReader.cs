using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Naming;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;
using RouteGen.Model.Values;

namespace RouteGen.Model.Reading;

/// <summary>
/// Reads the text of a routes.json into a <see cref="RouteTable"/>. Total: every text gives a table and problems, never an exception.
/// </summary>
public sealed class TableReader
{
    private readonly ProblemList _problems = new();
    private readonly List<EntryPlace> _places = [];
    private readonly List<EntryPlace> _overridden = [];
    private readonly List<Suppression> _suppressions = [];
    private IReadOnlyList<SharedFile> _sharedFiles = [];
    private readonly References _models = new("model");
    private readonly References _providers = new("provider");
    private readonly References _targets = new("target");
    private readonly References _budgets = new("budget");

    private TableReader()
    {
    }

    private delegate T EntryReading<T>(string name, string identifier, ObjectReader? entry);

    /// <summary>Reads <paramref name="table"/>, taking the models that it uses from <paramref name="modelFiles"/>.</summary>
    public static TableReading Read(TextFile table, IReadOnlyList<TextFile> modelFiles)
    {
        var reader = new TableReader();
        var tree = JsonParser.Parse(table.Path, table.Text);
        reader._problems.AddThoseOf(tree);
        var name = LexicalPath.FileName(table.Path);
        var root = ObjectReader.Open(tree.Root, Shapes.Table, name, new Whereabouts("the table"), null, reader._problems);
        var read = root is null
            ? new RouteTable { ClassName = TableHeader.FallbackClassName(table.Path) }
            : reader.ReadTable(root, table.Path, modelFiles);
        return new TableReading
        {
            Path = table.Path,
            Table = read,
            Problems = reader._problems.InOrder(table.Path),
            Tree = tree,
            Places = reader._places,
            Overridden = reader._overridden,
            SharedFiles = reader._sharedFiles,
            Suppressions = reader._suppressions,
        };
    }

    private RouteTable ReadTable(ObjectReader root, string path, IReadOnlyList<TextFile> modelFiles)
    {
        var header = TableHeader.Read(root, path);
        foreach (var (section, names) in ((string, References)[])
            [("models", _models), ("providers", _providers), ("targets", _targets), ("budgets", _budgets)])
        {
            // What stands under another name, or is not an object, may well declare what seems to be missing.
            names.IsIncomplete = root.Means(section) || root[section] is not (null or JsonObject);
        }

        // A local model comes first, so that it wins over a shared one of its name.
        var modelNames = new NameScope("model", GeneratedNames.WhyNotModel, _problems);
        var models = ReadSection(root.Entries("models"), EntrySection.Models, Shapes.Model, modelNames, _models, ModelReader.Read);
        var known = new HashSet<string>(_places.Select(p => p.Name), StringComparer.Ordinal);
        var local = new HashSet<string>(known, StringComparer.Ordinal);
        _sharedFiles = SharedModels.Read(root, modelFiles, _models);
        var all = _sharedFiles.SelectMany(file => file.Entries).ToArray();
        _overridden.AddRange(all.Where(p => local.Contains(p.Name)).Select(p => new EntryPlace(EntrySection.Models, p.Name, p)));
        var shared = all.Where(p => known.Add(p.Name)).ToArray();

        // Of a catalog of thousands few are used; only those become names in C# and can collide there.
        var targetEntries = root.Entries("targets").ToArray();
        var wanted = new HashSet<string>(targetEntries.Select(ModelOf), StringComparer.Ordinal);
        models.AddRange(ReadSection(shared, EntrySection.Models, Shapes.Model, modelNames, _models, ModelReader.Read, wanted.Contains));

        var providers = ReadSection(root.Entries("providers"), EntrySection.Providers, Shapes.Provider,
            new NameScope("provider", GeneratedNames.WhyNotProvider, _problems), _providers, ProviderReader.Read);
        var providersByName = NamedEntries.ByName(providers, provider => provider.Name);
        var targets = ReadSection(targetEntries, EntrySection.Targets, Shapes.Target,
            new NameScope("target", GeneratedNames.WhyNotTarget, _problems), _targets,
            (name, identifier, entry) => TargetReader.Read(name, identifier, entry, _providers, _models, providersByName));
        var targetsByName = NamedEntries.ByName(targets, target => target.Name);
        var targetsByModel = NamedEntries.ByName(targets, target => target.Model);
        _targets.Elsewhere = name => NotTarget(name, targetsByModel, root);
        var budgets = ReadSection(root.Entries("budgets"), EntrySection.Budgets, Shapes.Budget,
            new NameScope("budget", GeneratedNames.WhyNotBudget, _problems), _budgets, BudgetReader.Read);
        var costBuckets = header.CostBuckets.ToArray();
        var routes = ReadSection(root.Entries("routes"), EntrySection.Routes, Shapes.Route,
            new NameScope("route", route => GeneratedNames.WhyNotRoute(route, header.ClassName), _problems), new References("route"),
            (name, identifier, entry) => RouteReader.Read(
                name, identifier, entry, _targets, _budgets, costBuckets,
                target => ProviderKeys.Count(target, targetsByName, providersByName)));

        if (EmbeddingChains.Concern(routes, targets))
        {
            new EmbeddingChains(models, providersByName, targets, targetsByName, _places, _problems).Check(routes);
        }

        RouteAliases.Check(header.ClassName, routes, _places, _problems);

        var used = new HashSet<string>(targets.Select(t => t.Model), StringComparer.Ordinal);
        return header with
        {
            Models = models.Where(m => used.Contains(m.Name)).ToEquatableArray(),
            Providers = providers.ToEquatableArray(),
            Targets = targets.ToEquatableArray(),
            Budgets = budgets.ToEquatableArray(),
            Routes = routes.ToEquatableArray(),
        };
    }

    /// <summary>What a chain names that is no target: a model, a provider or a route.</summary>
    private (string? Meant, string Remedy)? NotTarget(string name, Dictionary<string, TargetEntry> byModel, ObjectReader root)
    {
        var model = _models.Has(name) ? name : name.Substring(name.LastIndexOf('/') + 1);
        var meant = byModel.TryGetValue(model, out var target) ? target.Name : null;
        return _targets.Has(model) ? null
            : _models.Has(model) && meant is not null ? (meant, $"that is a model, and chains name targets: did you mean "
                + $"'{PlainText.Escape(meant)}'?")
            : _models.Has(model) ? (null, "that is a model, and chains name targets: declare one for it under 'targets'")
            : _providers.Has(name) ? (null, "that is a provider, and chains name targets: declare one for it under 'targets'")
            : (root["routes"] as JsonObject)?.Find(name) is not null ? (null, "that is a route, and chains name targets")
            : null;
    }

    private static string ModelOf(JsonProperty target) =>
        (target.Value as JsonObject)?.Find("model")?.Value is JsonString model ? model.Value : "";

    private List<T> ReadSection<T>(
        IEnumerable<JsonProperty> entries,
        EntrySection section, Shape shape, NameScope names, References references, EntryReading<T> read, Func<string, bool>? isNamed = null)
    {
        var kind = section.ToString().ToLowerInvariant().TrimEnd('s');
        var found = new List<T>();
        foreach (var property in entries)
        {
            _places.Add(new EntryPlace(section, property.Name, property));
            var entry = ObjectReader.Open(
                property.Value, shape, property.Name, new Whereabouts(kind, property.Name), property.Key, _problems);
            if (entry is not null)
            {
                SuppressionReader.Read(entry, section, property.Name, _suppressions);
            }

            var identifier = isNamed?.Invoke(property.Name) == false ? "" : names.Take(property.Key);
            references.Declare(property.Name, identifier is not null);

            // An entry without an identifier is still read: what else is wrong with it shall be known at once.
            var value = read(property.Name, identifier ?? "", entry);
            if (identifier is not null)
            {
                found.Add(value);
            }
        }

        return found;
    }
}

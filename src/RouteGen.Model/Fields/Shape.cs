using RouteGen.Model.Problems;

namespace RouteGen.Model.Fields;

/// <summary>The properties that a kind of object has.</summary>
internal sealed class Shape
{
    private readonly Dictionary<string, Field> _fields;

    /// <param name="name">Its name among the definitions of the schema; empty for a table.</param>
    /// <param name="description">What it is, for editors and the reference.</param>
    /// <param name="fields">Its properties.</param>
    public Shape(string name, string description, params IEnumerable<Field> fields)
    {
        Name = name;
        Description = description;
        Fields = [.. fields];
        Names = [.. Fields.Select(field => field.Name)];
        _fields = Fields.ToDictionary(field => field.Name, StringComparer.Ordinal);
    }

    public string Name { get; }

    public string Description { get; }

    /// <summary>What a schema says of the properties together, as members of an object.</summary>
    public string? Together { get; init; }

    public IReadOnlyList<Field> Fields { get; }

    public IReadOnlyCollection<string> Names { get; }

    public Field this[string name] => _fields[name];

    public bool Has(string name) => _fields.ContainsKey(name);
}

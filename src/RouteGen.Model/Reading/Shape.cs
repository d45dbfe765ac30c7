using RouteGen.Model.Naming;

namespace RouteGen.Model.Reading;

/// <summary>A property that an object of the table can have, and what it must be; routes.schema.json says the same, and a test compares them.</summary>
/// <param name="Name">Its key.</param>
/// <param name="MustBe">Its type, form and range, to follow "must be".</param>
/// <param name="Example">A good value, as JSON.</param>
/// <param name="Required">Whether it cannot be omitted.</param>
internal sealed record Field(string Name, string MustBe, string Example, bool Required = false);

/// <summary>The properties that a kind of object has.</summary>
internal sealed class Shape
{
    private readonly Dictionary<string, Field> _fields;

    public Shape(params Field[] fields)
    {
        Fields = fields;
        Names = fields.Select(f => f.Name).ToArray();
        _fields = fields.ToDictionary(f => f.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<Field> Fields { get; }

    public IReadOnlyCollection<string> Names { get; }

    public Field this[string name] => _fields[name];

    public bool Has(string name) => _fields.ContainsKey(name);

    public string RemedyFor(string unknown) => Suggestion.For(PlainText.Of(unknown), Names, "it can have", "it can have none");
}

using RouteGen.Model.Json;
using RouteGen.Model.Problems;

namespace RouteGen.Model.Fields;

/// <summary>
/// An object of the table read by its <see cref="Shape"/>: reports what it has too much and what it lacks, and gives its values.
/// </summary>
internal sealed partial class ObjectReader
{
    private readonly JsonObject _node;
    private readonly Shape _shape;

    private readonly Whereabouts _whereabouts;
    private readonly HashSet<string> _meant = new(StringComparer.Ordinal);

    private ObjectReader(JsonObject node, Shape shape, Whereabouts whereabouts, ProblemList problems)
    {
        _node = node;
        _shape = shape;
        _whereabouts = whereabouts;
        Problems = problems;
    }

    /// <summary>What the object is, such as <c>route 'summarize'</c>.</summary>
    public string Place => _whereabouts.ToString();

    public ProblemList Problems { get; }

    public JsonNode Node => _node;

    /// <summary>Where what is missing is reported: the key of the object, else its opening bracket.</summary>
    public JsonNode Owner { get; private set; } = null!;

    /// <summary>Whether the object states nothing.</summary>
    public bool IsEmpty => _node.Properties.Count == 0;

    /// <summary>Whether a key is in the object, whatever its value.</summary>
    public bool Has(string name) => _node.Find(name) is not null;

    /// <summary>
    /// Reads an object. What is not an object is reported as <paramref name="name"/>; null then, and where there is none.
    /// </summary>
    /// <param name="node">The value.</param>
    /// <param name="shape">What it can have.</param>
    /// <param name="name">The key under which it stands, or the file's name.</param>
    /// <param name="whereabouts">What it is.</param>
    /// <param name="owner">Where a missing property is reported: the key of the object, else its opening bracket's place.</param>
    /// <param name="problems">Where to report.</param>
    public static ObjectReader? Open(
        JsonNode? node, Shape shape, string name, Whereabouts whereabouts, JsonNode? owner, ProblemList problems)
    {
        if (node is not JsonObject found)
        {
            if (node is not (null or JsonMissing))
            {
                var meant = MeantObjects.For(shape, node);
                var remedy = meant is null ? "write { } with its properties inside" : "write for example " + PlainText.Escape(meant);
                problems.Add(
                    FileRules.InvalidValue.At(node, PlainText.Escape(name), "an object", remedy) with { Suggested = meant });
            }

            return null;
        }

        var reader = new ObjectReader(found, shape, whereabouts, problems) { Owner = owner ?? found };
        reader.CheckProperties(owner ?? found);
        return reader;
    }

    /// <summary>The value under a key that the shape has; null where there is none, or none that could be parsed.</summary>
    public JsonNode? this[string name] => _node.Find(name)?.Value is { } value and not JsonMissing ? value : null;

    /// <summary>The key, for problems of a property as a whole.</summary>
    public JsonNode KeyOf(string name) => _node.Find(name)?.Key ?? Node;

    /// <summary>Reports that a value is not what its field must be.</summary>
    public void Refuse(string name, JsonNode at)
    {
        var field = _shape[name];
        var meant = (at == this[name] ? field.Form.Meant : field.Form.MeantItem)?.Invoke(at);
        var remedy = meant is null && Elsewhere(name, at) is { } place ? place
            : "write for example " + (meant is null ? field.Example : PlainText.Escape(meant));
        Problems.Add(FileRules.InvalidValue.At(at, name, field.Form.MustBe, remedy) with { Suggested = meant });
    }

    /// <summary>The property that a value belongs under; null where it belongs under none.</summary>
    private string? Elsewhere(string name, JsonNode at) => at is not JsonString { Value: var text } ? null
        : name == "endpoint" && _shape.Has("endpointEnv") && SecretNames.VariableIn(text) is { } variable
            ? $"write \"endpointEnv\": \"{PlainText.Escape(variable)}\""
        : name == "endpointEnv" && Addresses.IsAddress(text) ? "an address is stated in 'endpoint'"
        : null;

    /// <summary>Whether a property is missing because it is there under a name that is not its own.</summary>
    public bool Means(string name) => _meant.Contains(name) || _meant.Contains("*");

    /// <summary>Reports that a property is missing.</summary>
    public void ReportMissing(string name, JsonNode at, string remedy) =>
        Problems.Add(FileRules.MissingProperty, at, Sentence.Begin(Place), name, remedy);

    /// <summary>The object under a key; <paramref name="role"/> is what it is of this one, such as <c>the limits of </c>.</summary>
    public ObjectReader? Object(string name, Shape shape, string role) =>
        this[name] is { } node ? Open(node, shape, name, new Whereabouts(role, Of: this), _node.Find(name)!.Key, Problems) : null;

    /// <summary>The entries under a key, each name once.</summary>
    public IEnumerable<JsonProperty> Entries(string name)
    {
        switch (this[name])
        {
            case JsonObject entries:
                var seen = new HashSet<string>(StringComparer.Ordinal);
                return entries.Properties.Where(p => seen.Add(p.Name)).ToArray();
            case { } other:
                Refuse(name, other);
                break;
        }

        return [];
    }

    /// <summary>The items under a key; none where it is not a list.</summary>
    public IReadOnlyList<JsonNode> Items(string name)
    {
        switch (this[name])
        {
            case JsonArray array:
                return array.Items;
            case { } other:
                RefuseUnlessAbsent(name, other);
                break;
        }

        return [];
    }

    /// <summary>The objects of a list; what is none is reported and omitted.</summary>
    public IEnumerable<ObjectReader> Objects(string name, Shape shape, string role)
    {
        foreach (var item in Items(name))
        {
            if (Open(item, shape, name, new Whereabouts(role, Of: this), null, Problems) is { } found)
            {
                yield return found;
            }
        }
    }

    private void CheckProperties(JsonNode owner)
    {
        foreach (var property in _node.Properties)
        {
            if (!_shape.Has(property.Name))
            {
                Problems.Add(Unknown(property));
            }
        }

        foreach (var field in _shape.Fields)
        {
            if (field.Required && _node.Find(field.Name) is null && !Means(field.Name))
            {
                // A '{' alone is the smallest place that an anonymous object has.
                var at = owner == _node ? new JsonMissing(_node.Source, _node.Start, 1) : owner;
                ReportMissing(field.Name, at, $"{field.Form.MustBe}, for example {field.Example}");
            }
        }
    }

    private Problem Unknown(JsonProperty property)
    {
        var (meant, remedy) = SecretNames.Is(property.Name) ? OfSecret(property) : OfName(property);
        _ = (meant ?? ForeignNames.StandsFor(_shape, property.Name)) is { } missing && _meant.Add(missing);
        return FileRules.UnknownProperty.At(property.Key, PlainText.Escape(property.Name), Place, remedy) with { Suggested = meant };
    }

    private (string? Meant, string Remedy) OfName(JsonProperty property)
    {
        var meant = ForeignNames.Meant(_shape, property.Name);
        if (meant is null && ForeignNames.Remedy(_shape, property) is { } known)
        {
            return (null, known);
        }

        meant ??= Suggestion.Nearest(property.Name, _shape.Names);
        return (meant, Suggestion.Remedy(meant, _shape.Names, "it can have", "it can have none"));
    }

    /// <summary>A property that holds a key elsewhere; only the name of a variable can be meant to be one.</summary>
    private (string? Meant, string Remedy) OfSecret(JsonProperty property)
    {
        const string Named = "apiKeyEnv";
        var variable = property.Value is JsonString { Value: var value } ? SecretNames.VariableIn(value) : null;
        if (variable is not null && _shape.Has(Named) && !Has(Named))
        {
            return property.Value is JsonString { Value: var name } && name == variable
                ? (Named, $"did you mean '{Named}'?")
                : (null, $"write \"{Named}\": \"{PlainText.Escape(variable)}\"");
        }

        return (null, $"a key is never written into this file: name the environment variable that holds it in '{Named}' of a provider");
    }
}

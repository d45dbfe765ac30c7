using RouteGen.Model.Json;

namespace RouteGen.Model.Fields;

/// <summary>Reads the value under a key; false where it is none, which is reported.</summary>
internal delegate bool TryRead<T>(ObjectReader reader, string name, out T value);

/// <summary>What a value must be.</summary>
/// <param name="mustBe">Its type, form and range, to follow "must be".</param>
/// <param name="schema">The same for a JSON schema, as the members of an object.</param>
internal class Form(string mustBe, string schema)
{
    public string MustBe => mustBe;

    public string Schema => schema;

    /// <summary>The name of the definition that describes the value; null where the property does.</summary>
    public string? Definition { get; init; }

    /// <summary>What a value of another form was probably meant to be, as JSON.</summary>
    public Func<JsonNode, string?>? Meant { get; init; }

    /// <summary>The same of an item, where the value is a list.</summary>
    public Func<JsonNode, string?>? MeantItem { get; init; }

    /// <summary>An object, or a value with objects inside, that a definition of the schema describes.</summary>
    public static Form Object(string mustBe, string definition) =>
        new(mustBe, $"\"$ref\": \"#/definitions/{definition}\"") { Definition = definition };

    /// <summary>The same value with another text for "must be".</summary>
    public Form As(string otherMustBe) => new(otherMustBe, schema)
    {
        Definition = Definition,
        Meant = Meant,
        MeantItem = MeantItem,
    };
}

/// <summary>What a value must be that can be read by itself.</summary>
internal sealed class Form<T>(string mustBe, string schema, TryRead<T> tryRead) : Form(mustBe, schema)
{
    public TryRead<T> TryRead => tryRead;
}

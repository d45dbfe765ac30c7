using RouteGen.Model.Problems;


namespace RouteGen.Model.Json;

/// <summary>A value in a JSON text, with its exact place.</summary>
public abstract class JsonNode
{
    private protected JsonNode(JsonText source, int start, int length)
    {
        Source = source;
        Start = start;
        Length = length;
    }

    /// <summary>The text that the value is in.</summary>
    public JsonText Source { get; }

    /// <summary>The offset of its first UTF-16 code unit, quote or bracket included.</summary>
    public int Start { get; }

    /// <summary>Its length in UTF-16 code units.</summary>
    public int Length { get; }

    /// <summary>Its place.</summary>
    public TextRange Range => Source.RangeOf(Start, Length);
}

/// <summary>An object.</summary>
public sealed class JsonObject : JsonNode
{
    internal JsonObject(JsonText source, int start, int length, List<JsonProperty> properties)
        : base(source, start, length) => Properties = properties;

    /// <summary>Its properties in the order of the text; a name may come twice.</summary>
    public IReadOnlyList<JsonProperty> Properties { get; }

    /// <summary>Whether it stands between the brackets of an array, which is reported, so that no other fault of its kind is.</summary>
    internal bool IsMisbracketed { get; init; }

    /// <summary>The first property of that name, or null.</summary>
    public JsonProperty? Find(string name)
    {
        for (var i = 0; i < Properties.Count; i++)
        {
            if (Properties[i].Name == name)
            {
                return Properties[i];
            }
        }

        return null;
    }
}

/// <summary>A name and its value in an object.</summary>
public sealed class JsonProperty
{
    internal JsonProperty(JsonString key, JsonNode value)
    {
        Key = key;
        Value = value;
    }

    /// <summary>The name.</summary>
    public string Name => Key.Value;

    /// <summary>The name with its place.</summary>
    public JsonString Key { get; }

    /// <summary>The value; a <see cref="JsonMissing"/> where none could be read.</summary>
    public JsonNode Value { get; }
}

/// <summary>An array.</summary>
public sealed class JsonArray : JsonNode
{
    internal JsonArray(JsonText source, int start, int length, List<JsonNode> items)
        : base(source, start, length) => Items = items;

    /// <summary>Its items in order.</summary>
    public IReadOnlyList<JsonNode> Items { get; }
}

/// <summary>A string.</summary>
public sealed class JsonString : JsonNode
{
    internal JsonString(JsonText source, int start, int length, string value)
        : base(source, start, length) => Value = value;

    /// <summary>What it says, escapes resolved; halves of surrogate pairs are replaced by U+FFFD.</summary>
    public string Value { get; }
}

/// <summary>A number.</summary>
public sealed class JsonNumber : JsonNode
{
    internal JsonNumber(JsonText source, int start, int length)
        : base(source, start, length)
    {
    }

    /// <summary>The number as it is written.</summary>
    public string Text => Source.Text.Substring(Start, Length);
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed class JsonBoolean : JsonNode
{
    internal JsonBoolean(JsonText source, int start, int length, bool value)
        : base(source, start, length) => Value = value;

    /// <summary>Which of the two.</summary>
    public bool Value { get; }
}

/// <summary><c>null</c>.</summary>
public sealed class JsonNull : JsonNode
{
    internal JsonNull(JsonText source, int start, int length)
        : base(source, start, length)
    {
    }
}

/// <summary>A value that is absent or unreadable; a syntax problem has been reported for it.</summary>
public sealed class JsonMissing : JsonNode
{
    internal JsonMissing(JsonText source, int start, int length)
        : base(source, start, length)
    {
    }
}

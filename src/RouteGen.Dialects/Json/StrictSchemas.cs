using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Json;

/// <summary>
/// Schemas as OpenAI's strict mode takes them (platform.openai.com/docs/guides/structured-outputs#supported-schemas): all properties
/// required, no others allowed, and of keywords that it refuses the meaning moved into the description, as Microsoft.Extensions.AI does.
/// </summary>
internal static class StrictSchemas
{
    private static readonly string[] Refused =
    [
        "contentEncoding", "contentMediaType", "not",
        "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "multipleOf", "patternProperties", "minItems", "maxItems",
        "unevaluatedProperties", "propertyNames", "minProperties", "maxProperties",
        "unevaluatedItems", "contains", "minContains", "maxContains", "uniqueItems",
    ];

    private static readonly SchemaTransform Strict = new()
    {
        DisallowAdditionalProperties = true,
        ConvertBooleanSchemas = true,
        MoveDefaultKeywordToDescription = true,
        RequireAllProperties = true,
        Finally = Describe,
    };

    /// <summary>The value of <c>strict</c> among additional properties; null where none is stated.</summary>
    public static bool? IsStrict(IReadOnlyDictionary<string, object?>? properties) =>
        properties is not null && properties.TryGetValue("strict", out var value) ? value as bool? : null;

    /// <summary>The schema of a reply; null where none is asked for.</summary>
    public static JsonElement? Get(ChatResponseFormatJson format) => Strict.Get(format);

    /// <summary>Writes the parameters of a function, with the members that a schema of a function always has.</summary>
    public static void WriteParameters(Utf8JsonWriter json, AIFunctionDeclaration function, bool strict)
    {
        var schema = strict ? Strict.Get(function) : function.JsonSchema;
        json.WriteStartObject();
        var (type, required, properties, others) = (false, false, false, false);
        if (schema.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in schema.EnumerateObject())
            {
                type |= member.NameEquals("type"u8);
                required |= member.NameEquals("required"u8);
                properties |= member.NameEquals("properties"u8);
                others |= member.NameEquals("additionalProperties"u8);
                member.WriteTo(json);
            }
        }

        if (!type)
        {
            json.WriteString("type"u8, "object"u8);
        }

        if (!required)
        {
            json.WriteStartArray("required"u8);
            json.WriteEndArray();
        }

        if (!properties)
        {
            json.WriteStartObject("properties"u8);
            json.WriteEndObject();
        }

        if (!others)
        {
            json.WriteBoolean("additionalProperties"u8, false);
        }

        json.WriteEndObject();
    }

    private static void Describe(JsonObject schema)
    {
        StringBuilder? moved = null;
        foreach (var name in Refused)
        {
            if (schema[name] is { } value)
            {
                schema.Remove(name);
                moved = moved is null ? new() : moved.AppendLine();
                moved.Append(name).Append(": ").Append(value);
            }
        }

        if (moved is not null)
        {
            schema["description"] = schema["description"] is JsonValue known && known.TryGetValue(out string? description)
                ? $"{description}{Environment.NewLine}{moved}"
                : moved.ToString();
        }
    }
}

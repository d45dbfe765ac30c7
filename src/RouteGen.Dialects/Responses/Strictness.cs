using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// Schemas as OpenAI takes them (platform.openai.com/docs/guides/structured-outputs#supported-schemas): every property is required, no
/// other is allowed, and keywords that it does not enforce stand in the description.
/// </summary>
internal static class Strictness
{
    private static readonly string[] Unsupported =
    [
        "contentEncoding", "contentMediaType", "not", "minLength", "maxLength", "pattern", "format", "minimum", "maximum", "multipleOf",
        "patternProperties", "minItems", "maxItems", "unevaluatedProperties", "propertyNames", "minProperties", "maxProperties",
        "unevaluatedItems", "contains", "minContains", "maxContains", "uniqueItems",
    ];

    /// <summary>The schemas, each as it was made once.</summary>
    public static AIJsonSchemaTransformCache Schemas { get; } = new(new AIJsonSchemaTransformOptions
    {
        DisallowAdditionalProperties = true,
        ConvertBooleanSchemas = true,
        MoveDefaultKeywordToDescription = true,
        RequireAllProperties = true,
        TransformSchemaNode = static (_, node) => Describe(node),
    });

    /// <summary>Whether strictness is asked for, or asked not to be; null where nothing is said.</summary>
    public static bool? Asked(IReadOnlyDictionary<string, object?>? properties) =>
        properties?.TryGetValue("strict", out var strict) is true ? strict as bool? : null;

    private static JsonNode Describe(JsonNode node)
    {
        if (node is not JsonObject schema)
        {
            return node;
        }

        StringBuilder? words = null;
        foreach (var name in Unsupported)
        {
            if (schema[name] is { } rule)
            {
                schema.Remove(name);
                words = words is null ? new StringBuilder() : words.Append('\n');
                words.Append(name).Append(": ").Append(rule);
            }
        }

        if (words is not null)
        {
            schema["description"] = schema["description"] is JsonValue known && known.GetValueKind() == JsonValueKind.String
                ? $"{known.GetValue<string>()}\n{words}"
                : words.ToString();
        }

        return schema;
    }
}

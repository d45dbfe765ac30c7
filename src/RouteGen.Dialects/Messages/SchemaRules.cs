using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// Schemas as the API takes them (platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations). What it does
/// not take of one goes into the description, where the model reads it, as Anthropic's SDKs do.
/// </summary>
internal static class SchemaRules
{
    private static readonly HashSet<string> Always =
        ["type", "description", "title", "$ref", "$defs", "anyOf", "allOf", "enum", "const"];

    private static readonly HashSet<string> Formats =
        ["date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid"];

    private static readonly AIJsonSchemaTransformCache Cache = new(new AIJsonSchemaTransformOptions
    {
        DisallowAdditionalProperties = true,
        TransformSchemaNode = static (_, node) => node is JsonObject schema ? Fit(schema) : node,
    });

    /// <summary>What a function takes.</summary>
    public static JsonElement OfFunction(AIFunctionDeclaration function) => Cache.GetOrCreateTransformedSchema(function);

    /// <summary>What the answer is to be; null where no schema says it.</summary>
    public static JsonElement? OfAnswer(ChatResponseFormatJson format) =>
        format.Schema is null || Cache.GetOrCreateTransformedSchema(format) is not { ValueKind: JsonValueKind.Object } schema
            || schema.GetPropertyCount() == 0
            ? null
            : schema;

    /// <summary>Writes a schema as that of an object, which is what the API wants at the top.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="schema">The schema.</param>
    /// <param name="isClosed">Whether other properties than its own are forbidden.</param>
    public static void Write(Utf8JsonWriter json, JsonElement schema, bool isClosed)
    {
        var isObject = !isClosed || (schema.TryGetProperty("properties"u8, out var own) && own.ValueKind == JsonValueKind.Object);
        if (!isObject || IsWhole(schema, isClosed))
        {
            json.WriteRawValue(JsonMarshal.GetRawUtf8Value(schema), skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, "object"u8);
        if (schema.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in schema.EnumerateObject())
            {
                if (!member.NameEquals("type"u8) && !(isClosed && member.NameEquals("additionalProperties"u8)))
                {
                    member.WriteTo(json);
                }
            }
        }

        if (isClosed)
        {
            json.WriteBoolean("additionalProperties"u8, false);
        }

        json.WriteEndObject();
    }

    private static bool IsWhole(JsonElement schema, bool isClosed) =>
        schema.ValueKind == JsonValueKind.Object
        && schema.TryGetProperty("type"u8, out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("object"u8)
        && (!isClosed || (schema.TryGetProperty("additionalProperties"u8, out var more) && more.ValueKind == JsonValueKind.False));

    private static JsonObject Fit(JsonObject schema)
    {
        if (schema["oneOf"] is { } choices)
        {
            schema.Remove("oneOf");
            schema["anyOf"] = choices;
        }

        List<(string Name, string Json)>? removed = null;
        foreach (var (name, value) in schema.ToArray())
        {
            if (!Takes(schema, name, value))
            {
                (removed ??= []).Add((name, value is null ? "null" : JsonValues.Text(value)));
                schema.Remove(name);
            }
        }

        if (removed is not null)
        {
            var constraints = "{" + string.Join(", ", removed.Select(static member => $"{member.Name}: {member.Json}")) + "}";
            schema["description"] = schema["description"] is JsonValue known && known.TryGetValue<string>(out var description)
                ? $"{description}\n\n{constraints}"
                : constraints;
        }

        return schema;
    }

    private static bool Takes(JsonObject schema, string name, JsonNode? value) => name switch
    {
        "properties" or "required" or "additionalProperties" => IsOf(schema, "object"),
        "items" => IsOf(schema, "array"),
        "minItems" => IsOf(schema, "array") && value is JsonValue least && least.TryGetValue<int>(out var count) && (count is 0 or 1),
        "format" => IsOf(schema, "string") && value is JsonValue format
            && format.TryGetValue<string>(out var word) && Formats.Contains(word),
        _ => Always.Contains(name),
    };

    private static bool IsOf(JsonObject schema, string type)
    {
        switch (schema["type"])
        {
            case JsonValue one:
                return one.TryGetValue<string>(out var name) && name == type;
            case JsonArray several:
                foreach (var item in several)
                {
                    if (item is JsonValue value && value.TryGetValue<string>(out var word) && word == type)
                    {
                        return true;
                    }
                }

                return false;
            default:
                return false;
        }
    }
}

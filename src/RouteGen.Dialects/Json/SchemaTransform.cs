using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Json;

/// <summary>
/// Makes of a JSON schema one that a provider takes, as <see cref="AIJsonSchemaTransformCache"/> does with the options of the same names.
/// That one brings the contracts of all Microsoft.Extensions.AI's types along, a megabyte and a half of a native application.
/// </summary>
internal sealed class SchemaTransform
{
    private readonly ConditionalWeakTable<object, StrongBox<JsonElement>> _done = [];

    /// <summary>Whether <c>true</c> becomes <c>{}</c>, and <c>false</c> <c>{"not":true}</c>.</summary>
    public bool ConvertBooleanSchemas { get; init; }

    /// <summary>Whether an object that has properties takes no others, unless it says so itself.</summary>
    public bool DisallowAdditionalProperties { get; init; }

    /// <summary>Whether each property is required.</summary>
    public bool RequireAllProperties { get; init; }

    /// <summary>Whether a default is told in the description, and nowhere else.</summary>
    public bool MoveDefaultKeywordToDescription { get; init; }

    /// <summary>What is done with each schema that is an object, after all this.</summary>
    public Action<JsonObject>? Finally { get; init; }

    /// <summary>The schema of a function's parameters, made once.</summary>
    public JsonElement Get(AIFunctionDeclaration function) => Get(function, function.JsonSchema);

    /// <summary>The schema of a reply, made once; null where there is none.</summary>
    public JsonElement? Get(ChatResponseFormatJson format) => format.Schema is { } schema ? Get(format, schema) : null;

    private JsonElement Get(object owner, JsonElement schema)
    {
        if (!_done.TryGetValue(owner, out var known))
        {
            known = new(Apply(schema));
            _done.AddOrUpdate(owner, known);
        }

        return known.Value;
    }

    private JsonElement Apply(JsonElement schema)
    {
        var changed = Change(JsonNode.Parse(schema.GetRawText()));
        using var text = new JsonText();
        changed.WriteTo(text.Writer);
        return JsonElement.Parse(text.Written);
    }

    private JsonNode Change(JsonNode? schema)
    {
        switch (schema?.GetValueKind())
        {
            case JsonValueKind.False:
                return ConvertBooleanSchemas ? Finished(new() { ["not"] = JsonNode.Parse("true") }) : schema;
            case JsonValueKind.True:
                return ConvertBooleanSchemas ? Finished([]) : schema;
            case JsonValueKind.Object:
                ChangeInside(schema.AsObject());
                ChangeItself(schema.AsObject());
                return Finished(schema.AsObject());
            default:
                throw new ArgumentException("A schema is an object, true or false.");
        }
    }

    private JsonObject Finished(JsonObject schema)
    {
        Finally?.Invoke(schema);
        return schema;
    }

    private void ChangeInside(JsonObject schema)
    {
        if (schema["properties"] is JsonObject properties)
        {
            foreach (var (name, property) in properties.ToArray())
            {
                properties[name] = Detached(property);
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["items", "additionalProperties", "not"])
        {
            if (schema.TryGetPropertyValue(name, out var inner)
                && (name != "additionalProperties" || inner?.GetValueKind() is not JsonValueKind.False))
            {
                schema[name] = Detached(inner);
            }
        }

        foreach (var name in (ReadOnlySpan<string>)["anyOf", "oneOf", "allOf"])
        {
            for (var i = 0; schema[name] is JsonArray schemas && i < schemas.Count; i++)
            {
                schemas[i] = Detached(schemas[i]);
            }
        }
    }

    // A node that stands somewhere cannot be put anywhere, not even where it stands.
    private JsonNode? Detached(JsonNode? schema)
    {
        var changed = Change(schema);
        return ReferenceEquals(changed, schema) ? changed.DeepClone() : changed;
    }

    private void ChangeItself(JsonObject schema)
    {
        if (schema["properties"] is JsonObject properties)
        {
            if (DisallowAdditionalProperties && !schema.ContainsKey("additionalProperties"))
            {
                schema["additionalProperties"] = JsonNode.Parse("false");
            }

            if (RequireAllProperties)
            {
                schema["required"] = new JsonArray([.. properties.Select(property => Text(property.Key))]);
            }
        }

        if (MoveDefaultKeywordToDescription && schema.TryGetPropertyValue("default", out var value))
        {
            var told = $"Default value: {Escaped(value)}";
            schema["description"] = Text(
                schema["description"]?.GetValueKind() is JsonValueKind.String ? $"{schema["description"]} ({told})" : told);
            schema.Remove("default");
        }
    }

    // With the escapes that Microsoft.Extensions.AI leaves in it.
    private static string Escaped(JsonNode? value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            JsonValues.WriteNode(json, value);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static JsonNode? Text(string text)
    {
        using var json = new JsonText();
        json.Writer.WriteStringValue(text);
        return JsonNode.Parse(json.Written);
    }
}

using System.Buffers;
using System.Text;
using System.Text.Json;

namespace RouteGen.Testing.Pretending;

/// <summary>Writes data that a JSON schema allows: the arguments of a tool, or structured output.</summary>
internal static class PretendJson
{
    private const int Deepest = 12;

    public static string Write(JsonElement schema)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            Write(json, schema, schema, Deepest);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, JsonElement schema, JsonElement root, int depth)
    {
        schema = Resolved(schema, root, depth);
        if (Member(schema, "const") is { } value)
        {
            value.WriteTo(json);
        }
        else if (Member(schema, "enum") is { ValueKind: JsonValueKind.Array } values && values.GetArrayLength() > 0)
        {
            values[0].WriteTo(json);
        }
        else
        {
            WriteType(json, TypeOf(schema), schema, root, depth);
        }
    }

    private static void WriteType(Utf8JsonWriter json, string type, JsonElement schema, JsonElement root, int depth)
    {
        switch (type)
        {
            case "object":
                WriteObject(json, schema, root, depth);
                break;
            case "array":
                json.WriteStartArray();
                for (var i = Math.Max(1, Number(schema, "minItems") ?? 1); i > 0 && depth > 0; i--)
                {
                    Write(json, Member(schema, "items") ?? default, root, depth - 1);
                }

                json.WriteEndArray();
                break;
            case "integer":
                json.WriteNumberValue(Number(schema, "minimum") ?? 1);
                break;
            case "number":
                json.WriteNumberValue((Number(schema, "minimum") ?? 1) + 0.5);
                break;
            case "boolean":
                json.WriteBooleanValue(true);
                break;
            case "null":
                json.WriteNullValue();
                break;
            default:
                json.WriteStringValue(Text(schema, "format") switch
                {
                    "date" => "2026-11-29",
                    "date-time" => "2026-11-29T12:00:00Z",
                    "email" => "simulated@example.com",
                    "uri" => "https://example.com/",
                    _ => "simulated",
                });
                break;
        }
    }

    private static void WriteObject(Utf8JsonWriter json, JsonElement schema, JsonElement root, int depth)
    {
        json.WriteStartObject();
        if (depth > 0 && Member(schema, "properties") is { ValueKind: JsonValueKind.Object } properties)
        {
            foreach (var property in properties.EnumerateObject())
            {
                json.WritePropertyName(property.Name);
                Write(json, property.Value, root, depth - 1);
            }
        }

        json.WriteEndObject();
    }

    // A reference within the schema, or the first of several forms.
    private static JsonElement Resolved(JsonElement schema, JsonElement root, int depth)
    {
        for (var i = 0; i < depth; i++)
        {
            if (Text(schema, "$ref") is { } reference)
            {
                schema = root;
                foreach (var name in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries))
                {
                    schema = Member(schema, name) ?? default;
                }
            }
            else if ((Member(schema, "anyOf") ?? Member(schema, "oneOf") ?? Member(schema, "allOf"))
                is { ValueKind: JsonValueKind.Array } forms && forms.GetArrayLength() > 0)
            {
                schema = forms[0];
            }
        }

        return schema;
    }

    private static string TypeOf(JsonElement schema) => Member(schema, "type") switch
    {
        { ValueKind: JsonValueKind.String } type => type.GetString()!,
        { ValueKind: JsonValueKind.Array } types when types.GetArrayLength() > 0 && types[0].ValueKind == JsonValueKind.String
            => types[0].GetString()!,
        _ => Member(schema, "properties") is null ? "string" : "object",
    };

    private static int? Number(JsonElement schema, string name) =>
        Member(schema, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    private static string? Text(JsonElement schema, string name) =>
        Member(schema, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static JsonElement? Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) ? value : null;
}

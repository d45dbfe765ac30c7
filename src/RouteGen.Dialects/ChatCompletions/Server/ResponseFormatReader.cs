using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>Reads <c>response_format</c>: text, any JSON, or JSON by a schema.</summary>
internal ref struct ResponseFormatReader(RequestReading reading)
{
    private string? _type;
    private string? _name;
    private string? _description;
    private JsonElement? _schema;

    /// <summary>Whether the schema is to be kept to; null where it is not stated.</summary>
    public bool? Strict { get; private set; }

    public ChatResponseFormat? Read(ref Utf8JsonReader reader)
    {
        if (!reading.Object(ref reader, "response_format"))
        {
            return null;
        }

        reading.Path.Enter("response_format");
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                _type = reading.Text(ref reader, "type");
            }
            else if (reader.ValueTextEquals("json_schema"u8))
            {
                reader.Read();
                ReadSchema(ref reader);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        var format = Format();
        reading.Path.Leave();
        return format;
    }

    private void ReadSchema(ref Utf8JsonReader reader)
    {
        if (!reading.Object(ref reader, "json_schema"))
        {
            return;
        }

        reading.Path.Enter("json_schema");
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                _name = reading.Text(ref reader, "name");
            }
            else if (reader.ValueTextEquals("description"u8))
            {
                reader.Read();
                _description = reading.Text(ref reader, "description");
            }
            else if (reader.ValueTextEquals("schema"u8))
            {
                reader.Read();
                _schema = reading.Element(ref reader, "schema");
            }
            else if (reader.ValueTextEquals("strict"u8))
            {
                reader.Read();
                Strict = reading.Flag(ref reader, "strict");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        reading.Path.Leave();
    }

    private readonly ChatResponseFormat? Format()
    {
        switch (_type)
        {
            case "text":
                return ChatResponseFormat.Text;
            case "json_object":
                return ChatResponseFormat.Json;
            case "json_schema" when string.IsNullOrEmpty(_name):
                reading.Missing("json_schema.name");
                return null;
            case "json_schema":
                return _schema is { } schema
                    ? ChatResponseFormat.ForJsonSchema(schema, _name, _description) : ChatResponseFormat.Json;
            case null:
                reading.Missing("type");
                return null;
            default:
                reading.Refuse("type", "is none of 'text', 'json_object' and 'json_schema'.", "invalid_value");
                return null;
        }
    }
}

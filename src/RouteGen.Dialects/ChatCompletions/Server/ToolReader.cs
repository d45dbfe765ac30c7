using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>Reads one tool that a caller offers.</summary>
internal ref struct ToolReader(RequestReading reading)
{
    private string? _name;
    private string? _description;
    private JsonElement? _schema;
    private bool? _strict;

    /// <summary>Reads the tool at which the reader is; null where it is none that can be read, which is noted.</summary>
    public AITool? Read(ref Utf8JsonReader reader)
    {
        if (!reading.Object(ref reader, null))
        {
            return null;
        }

        string? type = null, member = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = reading.Text(ref reader, "type");
            }
            else if (reader.ValueTextEquals("function"u8) || reader.ValueTextEquals("custom"u8))
            {
                member = reader.ValueTextEquals("custom"u8) ? "custom" : "function";
                reader.Read();
                ReadNamed(ref reader, member);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        if ((type ?? member) is not ("function" or "custom"))
        {
            reading.Refuse("type", "must be 'function' or 'custom'.", "invalid_value");
            return null;
        }

        return member == type || type is null ? Tool(member!) : Without(type);
    }

    /// <summary>Reads a function as it was before there were other tools: its members alone.</summary>
    public AITool? ReadFunction(ref Utf8JsonReader reader)
    {
        if (!reading.Object(ref reader, null))
        {
            return null;
        }

        ReadMembers(ref reader);
        return Tool("");
    }

    private readonly AITool? Without(string member)
    {
        reading.Missing(member);
        return null;
    }

    private void ReadNamed(ref Utf8JsonReader reader, string member)
    {
        if (reading.Object(ref reader, member))
        {
            reading.Path.Enter(member);
            ReadMembers(ref reader);
            reading.Path.Leave();
        }
    }

    private void ReadMembers(ref Utf8JsonReader reader)
    {
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
            else if (reader.ValueTextEquals("parameters"u8))
            {
                reader.Read();
                _schema = reading.Element(ref reader, "parameters");
            }
            else if (reader.ValueTextEquals("format"u8))
            {
                reader.Read();
                _schema = reading.Element(ref reader, "format");
            }
            else if (reader.ValueTextEquals("strict"u8))
            {
                reader.Read();
                _strict = reading.Flag(ref reader, "strict");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    private readonly AITool? Tool(string member)
    {
        if (string.IsNullOrEmpty(_name))
        {
            reading.Missing(member.Length > 0 ? $"{member}.name" : "name");
            return null;
        }

        return member == "custom"
            ? new CustomTool(_name, _description ?? "", _schema)
            : new AskedFunction(_name, _description ?? "", _schema, _strict);
    }
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses.Server;

/// <content>What is asked of the model.</content>
internal sealed partial class ResponsesRequestReader
{
    private void ReadTextOptions(ref Utf8JsonReader reader)
    {
        if (!_reading.Object(ref reader, "text"))
        {
            return;
        }

        _reading.Path.Enter("text");
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("format"u8))
            {
                reader.Read();
                ReadFormat(ref reader);
            }
            else if (reader.ValueTextEquals("verbosity"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null)
                {
                    _carried.Add("text.verbosity", _reading.Slice(ref reader));
                }
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        _reading.Path.Leave();
    }

    private void ReadFormat(ref Utf8JsonReader reader)
    {
        if (!_reading.Object(ref reader, "format"))
        {
            return;
        }

        _reading.Path.Enter("format");
        string? type = null, name = null, description = null;
        JsonElement? schema = null;
        bool? strict = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = _reading.Text(ref reader, "type");
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = _reading.Text(ref reader, "name");
            }
            else if (reader.ValueTextEquals("description"u8))
            {
                reader.Read();
                description = _reading.Text(ref reader, "description");
            }
            else if (reader.ValueTextEquals("schema"u8))
            {
                reader.Read();
                schema = _reading.Element(ref reader, "schema");
            }
            else if (reader.ValueTextEquals("strict"u8))
            {
                reader.Read();
                strict = _reading.Flag(ref reader, "strict");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        _asked.Options.ResponseFormat = Format(type, name, description, schema);
        if (strict is { } isStrict)
        {
            (_asked.Options.AdditionalProperties ??= [])["strict"] = isStrict;
        }

        _reading.Path.Leave();
    }

    private ChatResponseFormat? Format(string? type, string? name, string? description, JsonElement? schema)
    {
        switch (type)
        {
            case "text":
                return ChatResponseFormat.Text;
            case "json_object":
                return ChatResponseFormat.Json;
            case "json_schema" when string.IsNullOrEmpty(name):
                _reading.Missing("name");
                return null;
            case "json_schema" when schema is { } form:
                return ChatResponseFormat.ForJsonSchema(form, name, description);
            case "json_schema":
                _reading.Missing("schema");
                return null;
            case null:
                _reading.Missing("type");
                return null;
            default:
                _reading.Refuse("type", "is none of 'text', 'json_object' and 'json_schema'.", "invalid_value");
                return null;
        }
    }

    private void ReadReasoning(ref Utf8JsonReader reader)
    {
        var copy = reader;
        if (!_reading.Object(ref reader, "reasoning"))
        {
            return;
        }

        _reading.Path.Enter("reasoning");
        string? effort = null, summary = null;
        var isCarried = false;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("effort"u8))
            {
                reader.Read();
                effort = _reading.Text(ref reader, "effort");
            }
            else if (reader.ValueTextEquals("summary"u8) || reader.ValueTextEquals("generate_summary"u8))
            {
                reader.Read();
                summary = _reading.Text(ref reader, "summary") ?? summary;
            }
            else
            {
                reader.Read();
                isCarried |= reader.TokenType != JsonTokenType.Null;
                JsonRead.Skip(ref reader);
            }
        }

        _reading.Path.Leave();
        var options = new ReasoningOptions { Effort = Effort(effort), Output = Output(summary) };
        if (options.Effort is not null || options.Output is not null || isCarried)
        {
            _asked.Options.Reasoning = options;
        }

        // What Microsoft.Extensions.AI cannot say word for word goes on as it is, to a target that can take it.
        if (isCarried || effort is not (null or "none" or "low" or "medium" or "high" or "xhigh")
            || summary is not (null or "concise" or "detailed"))
        {
            _carried.Add("reasoning", _reading.Slice(ref copy));
        }
    }

    private static ReasoningEffort? Effort(string? effort) => effort switch
    {
        "none" => ReasoningEffort.None,
        "minimal" or "low" => ReasoningEffort.Low,
        "medium" => ReasoningEffort.Medium,
        "high" => ReasoningEffort.High,
        "xhigh" or "max" => ReasoningEffort.ExtraHigh,
        _ => null,
    };

    private static ReasoningOutput? Output(string? summary) => summary switch
    {
        "detailed" => ReasoningOutput.Full,
        "auto" or "concise" => ReasoningOutput.Summary,
        _ => null,
    };

    private void ReadChoice(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                _asked.Options.ToolMode = Mode(_reading.Text(ref reader, "tool_choice"), "tool_choice");
                break;
            case JsonTokenType.StartObject:
                _reading.Path.Enter("tool_choice");
                ReadChosen(ref reader);
                _reading.Path.Leave();
                break;
            default:
                _reading.RefuseUnlessNull(ref reader, "tool_choice", "a string or an object");
                break;
        }
    }

    private void ReadChosen(ref Utf8JsonReader reader)
    {
        var copy = reader;
        string? type = null, name = null, mode = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = _reading.Text(ref reader, "type");
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = _reading.Text(ref reader, "name");
            }
            else if (reader.ValueTextEquals("mode"u8))
            {
                reader.Read();
                mode = _reading.Text(ref reader, "mode");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        switch (type)
        {
            case "function" or "custom" when name is { Length: > 0 }:
                _asked.Options.ToolMode = ChatToolMode.RequireSpecific(name);
                break;
            case "function" or "custom":
                _reading.Missing("name");
                break;
            case null:
                _reading.Missing("type");
                break;
            default:
                // Tools that the provider runs, and a choice among some: only this dialect has words for them.
                _asked.Options.ToolMode = mode is null ? ChatToolMode.RequireAny : Mode(mode, "mode");
                _carried.Add("tool_choice", _reading.Slice(ref copy));
                _asked.DialectMembers.Add("tool_choice");
                break;
        }
    }

    private ChatToolMode? Mode(string? mode, string name)
    {
        switch (mode)
        {
            case "none":
                return ChatToolMode.None;
            case "auto":
                return ChatToolMode.Auto;
            case "required":
                return ChatToolMode.RequireAny;
            default:
                _reading.Refuse(name, "is none of 'none', 'auto' and 'required'.", "invalid_value");
                return null;
        }
    }
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>Which tools a model may or must call: <c>tool_choice</c>, or the older <c>function_call</c>.</summary>
internal struct ToolChoice(RequestReading reading)
{
    private string? _mode;
    private string? _name;
    private List<string>? _allowed;

    public void Read(ref Utf8JsonReader reader, string member)
    {
        (_mode, _name, _allowed) = (null, null, null);
        if (reader.TokenType == JsonTokenType.String)
        {
            _mode = Mode(ref reader, member);
        }
        else if (reader.TokenType == JsonTokenType.StartObject)
        {
            reading.Path.Enter(member);
            ReadObject(ref reader);
            if (_name is null && _allowed is null)
            {
                reading.Missing("function.name");
            }

            reading.Path.Leave();
        }
        else
        {
            reading.RefuseUnlessNull(ref reader, member, "a string or an object");
        }
    }

    /// <summary>Puts the choice into options whose tools are known.</summary>
    public readonly void Apply(ChatOptions options)
    {
        options.ToolMode = _name is not null ? ChatToolMode.RequireSpecific(_name) : _mode switch
        {
            "none" => ChatToolMode.None,
            "auto" => ChatToolMode.Auto,
            "required" => ChatToolMode.RequireAny,
            _ => null,
        };
        if (_allowed is null || options.Tools is null)
        {
            return;
        }

        // To the model the others are as if they were not there.
        for (var i = options.Tools.Count - 1; i >= 0; i--)
        {
            if (!_allowed.Contains(options.Tools[i].Name))
            {
                options.Tools.RemoveAt(i);
            }
        }
    }

    private readonly string? Mode(ref Utf8JsonReader reader, string member)
    {
        var mode = reading.Text(ref reader, member);
        if (mode is "none" or "auto" or "required")
        {
            return mode;
        }

        reading.Refuse(member, "is none of 'none', 'auto' and 'required'.", "invalid_value");
        return null;
    }

    // The name stands in function or custom, or beside them in function_call; allowed tools in a list of such objects.
    private void ReadObject(ref Utf8JsonReader reader)
    {
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                _name = reading.Text(ref reader, "name");
            }
            else if (reader.ValueTextEquals("mode"u8))
            {
                reader.Read();
                _mode = Mode(ref reader, "mode");
            }
            else if (reader.ValueTextEquals("tools"u8))
            {
                reader.Read();
                ReadAllowed(ref reader);
            }
            else if (reader.ValueTextEquals("function"u8) || reader.ValueTextEquals("custom"u8)
                || reader.ValueTextEquals("allowed_tools"u8))
            {
                var member = RequestReading.NameOf(ref reader);
                reader.Read();
                if (reading.Object(ref reader, member))
                {
                    reading.Path.Enter(member);
                    ReadObject(ref reader);
                    reading.Path.Leave();
                }
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    private void ReadAllowed(ref Utf8JsonReader reader)
    {
        if (!reading.Array(ref reader, "tools"))
        {
            return;
        }

        var allowed = new List<string>();
        reading.Path.Enter("tools");
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            reading.Path.Enter(i);
            if (reading.Object(ref reader, null))
            {
                ReadObject(ref reader);
                if (_name is not null)
                {
                    allowed.Add(_name);
                    _name = null;
                }
            }

            reading.Path.Leave();
        }

        reading.Path.Leave();
        _allowed = allowed;
    }
}

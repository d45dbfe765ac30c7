using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Ollama.Server;

/// <content>The conversation.</content>
internal sealed partial class OllamaRequestReader
{
    /// <summary>The calls that have no result yet: results are told apart by id, else by name and order.</summary>
    private readonly List<FunctionCallContent> _open = [];

    private int _calls;

    private void ReadMessages(ref Utf8JsonReader reader, string member)
    {
        if (!_reading.Array(ref reader, member))
        {
            return;
        }

        _reading.Path.Enter(member);
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            _reading.Path.Enter(i);
            if (_reading.Object(ref reader, name: null))
            {
                ReadMessage(ref reader);
            }

            _reading.Path.Leave();
        }

        _reading.Path.Leave();
    }

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        string? role = null, content = null, thinking = null, toolName = null, toolCallId = null;
        List<DataContent>? images = null;
        List<FunctionCallContent>? calls = null;
        while (JsonRead.Next(ref reader))
        {
            var name = RequestReading.NameOf(ref reader);
            reader.Read();
            switch (name)
            {
                case "role":
                    role = _reading.Text(ref reader, name);
                    break;
                case "content":
                    content = _reading.Text(ref reader, name);
                    break;
                case "thinking":
                    thinking = _reading.Text(ref reader, name);
                    break;
                case "images":
                    images = ReadImages(ref reader, name);
                    break;
                case "tool_calls":
                    calls = ReadCalls(ref reader, name);
                    break;
                case "tool_name":
                    toolName = _reading.Text(ref reader, name);
                    break;
                case "tool_call_id":
                    toolCallId = _reading.Text(ref reader, name);
                    break;
                default:
                    JsonRead.Skip(ref reader);
                    break;
            }
        }

        if (string.IsNullOrEmpty(role))
        {
            _reading.Missing("role");
            return;
        }

        var contents = new List<AIContent>();
        if (thinking is { Length: > 0 })
        {
            contents.Add(new TextReasoningContent(thinking));
        }

        // The server takes a role in any case (Message.UnmarshalJSON of ollama/api/types.go).
        if (role.Equals("tool", StringComparison.OrdinalIgnoreCase))
        {
            contents.Add(new FunctionResultContent(IdOf(toolCallId, toolName), content ?? ""));
        }
        else if (content is { Length: > 0 })
        {
            contents.Add(new TextContent(content));
        }

        contents.AddRange(images ?? []);
        contents.AddRange(calls ?? []);
        _open.AddRange(calls ?? []);
        _asked.Messages.Add(new(RoleOf(role), contents));
    }

    private static ChatRole RoleOf(string role) => role switch
    {
        _ when role.Equals("user", StringComparison.OrdinalIgnoreCase) => ChatRole.User,
        _ when role.Equals("assistant", StringComparison.OrdinalIgnoreCase) => ChatRole.Assistant,
        _ when role.Equals("system", StringComparison.OrdinalIgnoreCase) => ChatRole.System,
        _ when role.Equals("developer", StringComparison.OrdinalIgnoreCase) => ChatRole.System,
        _ when role.Equals("tool", StringComparison.OrdinalIgnoreCase) => ChatRole.Tool,
        _ => new(role),
    };

    private string IdOf(string? id, string? name)
    {
        var at = id is { Length: > 0 }
            ? _open.FindIndex(call => call.CallId == id)
            : _open.FindIndex(call => string.IsNullOrEmpty(name) || call.Name == name);
        var known = at >= 0 ? _open[at].CallId : id is { Length: > 0 } ? id : $"call_{++_calls}";
        if (at >= 0)
        {
            _open.RemoveAt(at);
        }

        return known;
    }

    private List<DataContent>? ReadImages(ref Utf8JsonReader reader, string member)
    {
        if (!_reading.Array(ref reader, member))
        {
            return null;
        }

        var images = new List<DataContent>();
        _reading.Path.Enter(member);
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            _reading.Path.Enter(i);
            if (reader.TokenType == JsonTokenType.String && reader.TryGetBytesFromBase64(out var image))
            {
                images.Add(new(image, OllamaImages.KindOf(image)));
            }
            else
            {
                _reading.Refuse(null, "must be an image in base64.", "invalid_value");
                JsonRead.Skip(ref reader);
            }

            _reading.Path.Leave();
        }

        _reading.Path.Leave();
        return images;
    }

    private List<FunctionCallContent>? ReadCalls(ref Utf8JsonReader reader, string member)
    {
        if (!_reading.Array(ref reader, member))
        {
            return null;
        }

        var calls = new List<FunctionCallContent>();
        _reading.Path.Enter(member);
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            _reading.Path.Enter(i);
            if (_reading.Object(ref reader, name: null))
            {
                calls.Add(ReadCall(ref reader));
            }

            _reading.Path.Leave();
        }

        _reading.Path.Leave();
        return calls;
    }

    private FunctionCallContent ReadCall(ref Utf8JsonReader reader)
    {
        string? id = null, called = null, arguments = null;
        while (JsonRead.Next(ref reader))
        {
            var isFunction = reader.ValueTextEquals("function"u8);
            var isId = reader.ValueTextEquals("id"u8);
            reader.Read();
            if (isId)
            {
                id = _reading.Text(ref reader, "id");
            }
            else if (isFunction && _reading.Object(ref reader, "function"))
            {
                _reading.Path.Enter("function");
                while (JsonRead.Next(ref reader))
                {
                    var name = RequestReading.NameOf(ref reader);
                    reader.Read();
                    if (name == "name")
                    {
                        called = _reading.Text(ref reader, name);
                    }
                    else if (name == "arguments" && reader.TokenType is JsonTokenType.StartObject)
                    {
                        arguments = System.Text.Encoding.UTF8.GetString(_reading.Slice(ref reader).Span);
                    }
                    else if (name == "arguments")
                    {
                        _reading.RefuseUnlessNull(ref reader, name, "an object");
                    }
                    else
                    {
                        JsonRead.Skip(ref reader);
                    }
                }

                _reading.Path.Leave();
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        if (string.IsNullOrEmpty(called))
        {
            _reading.Missing("function.name");
        }

        return ToolArguments.Create(arguments ?? "", id is { Length: > 0 } ? id : $"call_{++_calls}", called ?? "");
    }
}

using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Requests;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>
/// Reads the blocks of a turn. One with members that Microsoft.Extensions.AI has no words for keeps its bytes, and one of a kind that
/// nobody knows is nothing else.
/// </summary>
internal sealed class AskedBlocks(RequestReading reading, string role)
{
    /// <summary>Reads an array of blocks, at whose beginning the reader is.</summary>
    public void ReadAll(ref Utf8JsonReader reader, List<AIContent> contents)
    {
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            reading.Path.Enter(i);
            if (Read(ref reader) is { } content)
            {
                contents.Add(content);
            }

            reading.Path.Leave();
        }
    }

    private AIContent? Read(ref Utf8JsonReader reader)
    {
        var at = reader;
        if (!reading.Object(ref reader, null))
        {
            return null;
        }

        var type = TypeIn(reader);
        if (type is null)
        {
            reading.Refuse("type", "is required.", "missing_required_parameter");
            JsonRead.Skip(ref at);
            reader = at;
            return null;
        }

        if (role == "system" && type != "text")
        {
            reading.Refuse("type", "must be 'text' in what the system says.", "invalid_value");
        }

        return type switch
        {
            "text" => ReadText(ref reader, ref at),
            "thinking" or "redacted_thinking" => ReadThinking(ref reader, type),
            "tool_use" => ReadToolUse(ref reader),
            "tool_result" => ReadToolResult(ref reader),
            "image" or "document" => new AskedSource(reading, type).Read(ref reader, ref at),
            _ => ReadOther(ref reader, ref at, type),
        };
    }

    private static string? TypeIn(Utf8JsonReader reader)
    {
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                return reader.TokenType == JsonTokenType.String ? JsonRead.Text(ref reader) : null;
            }

            JsonRead.Skip(ref reader);
        }

        return null;
    }

    private TextContent? ReadText(ref Utf8JsonReader reader, ref Utf8JsonReader at)
    {
        string? text = null;
        var hasMore = false;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("text"u8))
            {
                reader.Read();
                text = reading.Text(ref reader, "text");
            }
            else
            {
                hasMore |= !reader.ValueTextEquals("type"u8);
                JsonRead.Skip(ref reader);
            }
        }

        if (text is null)
        {
            reading.Missing("text");
            return null;
        }

        return new TextContent(text) { RawRepresentation = hasMore ? new RawBlock(reading.Slice(ref at)) : null };
    }

    private TextReasoningContent ReadThinking(ref Utf8JsonReader reader, string type)
    {
        string? text = null;
        string? data = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("thinking"u8))
            {
                reader.Read();
                text = reading.Text(ref reader, "thinking");
            }
            else if (reader.ValueTextEquals("signature"u8) || reader.ValueTextEquals("data"u8))
            {
                reader.Read();
                data = reading.Text(ref reader, type == "thinking" ? "signature" : "data");
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        return new TextReasoningContent(text ?? "")
        {
            ProtectedData = data is "" ? null : data,
            AdditionalProperties = type == "thinking" ? null : new() { [ContentBlocks.RedactedKey] = true },
        };
    }

    private FunctionCallContent? ReadToolUse(ref Utf8JsonReader reader)
    {
        string? id = null;
        string? name = null;
        var input = ReadOnlyMemory<byte>.Empty;
        AdditionalPropertiesDictionary? others = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                id = reading.Text(ref reader, "id");
            }
            else if (reader.ValueTextEquals("name"u8))
            {
                reader.Read();
                name = reading.Text(ref reader, "name");
            }
            else if (reader.ValueTextEquals("input"u8))
            {
                reader.Read();
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    input = reading.Slice(ref reader);
                }
                else
                {
                    reading.RefuseUnlessNull(ref reader, "input", "an object");
                }
            }
            else
            {
                Keep(ref reader, ref others);
            }
        }

        if (id is null || name is null)
        {
            reading.Missing(id is null ? "id" : "name");
            return null;
        }

        var call = ToolArguments.Create(Encoding.UTF8.GetString(input.Span), id, name);
        call.AdditionalProperties = others;
        return call;
    }

    private FunctionResultContent? ReadToolResult(ref Utf8JsonReader reader)
    {
        string? id = null;
        object? result = "";
        var isError = false;
        AdditionalPropertiesDictionary? others = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("tool_use_id"u8))
            {
                reader.Read();
                id = reading.Text(ref reader, "tool_use_id");
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                result = ReadResult(ref reader);
            }
            else if (reader.ValueTextEquals("is_error"u8))
            {
                reader.Read();
                isError = reading.Flag(ref reader, "is_error") is true;
            }
            else
            {
                Keep(ref reader, ref others);
            }
        }

        if (id is null)
        {
            reading.Missing("tool_use_id");
            return null;
        }

        return new FunctionResultContent(id, result)
        {
            Exception = isError ? new InvalidOperationException("The caller says that the tool failed.") : null,
            AdditionalProperties = others,
        };
    }

    private object ReadResult(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return reading.Text(ref reader, "content")!;
        }

        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reading.RefuseUnlessNull(ref reader, "content", "a string or an array of blocks");
            return "";
        }

        var contents = new List<AIContent>();
        reading.Path.Enter("content");
        new AskedBlocks(reading, "tool").ReadAll(ref reader, contents);
        reading.Path.Leave();
        return contents;
    }

    /// <summary>A block of a tool that the provider runs, or of a kind that came later than this code.</summary>
    private AIContent ReadOther(ref Utf8JsonReader reader, ref Utf8JsonReader at, string type)
    {
        var json = reading.Slice(ref at);
        reader = at;
        var inner = JsonRead.Start(json.Span);
        var block = ContentBlock.Read(ref inner, json.Span);
        if (type == "search_result")
        {
            return new TextContent(SearchResults.TextOf(json)) { RawRepresentation = new RawBlock(json) };
        }

        var content = block.ToContent() ?? new AIContent();
        content.RawRepresentation = new RawBlock(json);
        return content;
    }

    private static void Keep(ref Utf8JsonReader reader, ref AdditionalPropertiesDictionary? others)
    {
        if (reader.ValueTextEquals("type"u8))
        {
            JsonRead.Skip(ref reader);
            return;
        }

        var name = RequestReading.NameOf(ref reader);
        reader.Read();
        if (reader.TokenType != JsonTokenType.Null)
        {
            (others ??= [])[name] = JsonRead.Element(ref reader);
        }
    }
}

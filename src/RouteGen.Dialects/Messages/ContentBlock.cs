using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages;

/// <summary>A block of a reply, as far as it is of a kind that every reply may have. Members are read in any order.</summary>
internal ref struct ContentBlock
{
    private ReadOnlySpan<byte> _citations;
    private ReadOnlySpan<byte> _caller;
    private string? _toolset;

    public string? Type;
    public string? Text;
    public string? Signature;
    public string? Data;
    public string? Id;
    public string? Name;

    /// <summary>The arguments of a tool as they are written; empty where there are none.</summary>
    public ReadOnlySpan<byte> Input;

    /// <summary>The whole block.</summary>
    public ReadOnlySpan<byte> Raw;

    /// <summary>Whether it calls a tool, whose arguments a stream states afterwards.</summary>
    public readonly bool CallsTool => Type is "tool_use" or "server_tool_use" or "mcp_tool_use";

    /// <summary>Reads a block.</summary>
    /// <param name="reader">At it; at its end afterwards.</param>
    /// <param name="json">The text that the reader reads, from its first byte.</param>
    public static ContentBlock Read(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var block = default(ContentBlock);
        if (reader.TokenType == JsonTokenType.String)
        {
            (block.Type, block.Text) = ("text", JsonRead.Text(ref reader));
            return block;
        }

        var start = (int)reader.TokenStartIndex;
        if (!JsonRead.Enter(ref reader))
        {
            return block;
        }

        while (JsonRead.Next(ref reader))
        {
            block.ReadMember(ref reader, json);
        }

        block.Raw = json[start..(int)reader.BytesConsumed];
        return block;
    }

    /// <summary>The block as a content; null where it says nothing.</summary>
    public readonly AIContent? ToContent() => Type switch
    {
        "text" => ToText(),
        "thinking" => new TextReasoningContent(Text) { ProtectedData = NullIfEmpty(Signature) },
        "redacted_thinking" => new TextReasoningContent("")
        {
            ProtectedData = Data,
            AdditionalProperties = new() { [ContentBlocks.RedactedKey] = true },
        },
        "tool_use" => ToCall(Input.IsEmpty ? "" : Encoding.UTF8.GetString(Input)),
        null => Text is null ? null : ToText(),
        _ => ServerTools.Read(Type, Id, Raw),
    };

    /// <summary>A call of one of the caller's tools.</summary>
    public readonly FunctionCallContent ToCall(string arguments)
    {
        var call = ToolArguments.Create(arguments, Id ?? "", Name ?? "");
        if (!_caller.IsEmpty && _caller.IndexOf("\"direct\""u8) < 0)
        {
            (call.AdditionalProperties ??= [])["caller"] = Parse(_caller);
        }

        if (_toolset is not null)
        {
            (call.AdditionalProperties ??= [])["toolset_name"] = _toolset;
        }

        return call;
    }

    private static string? NullIfEmpty(string? text) => text is "" ? null : text;

    private static JsonElement Parse(ReadOnlySpan<byte> json)
    {
        var reader = JsonRead.Start(json);
        return JsonRead.Element(ref reader);
    }

    private readonly TextContent ToText()
    {
        var text = new TextContent(Text);
        if (!_citations.IsEmpty)
        {
            text.Annotations = Citations.ReadAll(_citations);
        }

        return text;
    }

    private void ReadMember(scoped ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.ValueTextEquals("type"u8))
        {
            reader.Read();
            Type = BlockType(ref reader);
        }
        else if (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("thinking"u8))
        {
            reader.Read();
            Text = JsonRead.Text(ref reader) ?? Text;
        }
        else if (reader.ValueTextEquals("signature"u8))
        {
            reader.Read();
            Signature = JsonRead.Text(ref reader);
        }
        else if (reader.ValueTextEquals("data"u8))
        {
            reader.Read();
            Data = JsonRead.Text(ref reader);
        }
        else if (reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("tool_use_id"u8) || reader.ValueTextEquals("file_id"u8))
        {
            reader.Read();
            Id = JsonRead.Text(ref reader) ?? Id;
        }
        else if (reader.ValueTextEquals("name"u8))
        {
            reader.Read();
            Name = JsonRead.Text(ref reader);
        }
        else if (reader.ValueTextEquals("toolset_name"u8))
        {
            reader.Read();
            _toolset = JsonRead.Text(ref reader);
        }
        else if (reader.ValueTextEquals("input"u8))
        {
            reader.Read();
            Input = JsonRead.Slice(ref reader, json);
        }
        else if (reader.ValueTextEquals("caller"u8))
        {
            reader.Read();
            _caller = JsonRead.Slice(ref reader, json);
        }
        else if (reader.ValueTextEquals("citations"u8))
        {
            reader.Read();
            _citations = reader.TokenType == JsonTokenType.StartArray ? JsonRead.Slice(ref reader, json) : default;
            JsonRead.Skip(ref reader);
        }
        else
        {
            JsonRead.Skip(ref reader);
        }
    }

    private static string? BlockType(ref Utf8JsonReader reader) =>
        reader.TokenType != JsonTokenType.String || reader.ValueIsEscaped ? JsonRead.Text(ref reader)
        : reader.ValueTextEquals("text"u8) ? "text"
        : reader.ValueTextEquals("tool_use"u8) ? "tool_use"
        : reader.ValueTextEquals("thinking"u8) ? "thinking"
        : JsonRead.Text(ref reader);
}

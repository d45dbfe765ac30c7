using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages;

/// <summary>A block of a stream that is given whole, once all of it has come: a call of a tool, or one that nobody else can read.</summary>
internal sealed class StreamedBlock(byte[] start)
{
    private StringBuilder? _pieces;
    private bool _hasOther;

    /// <summary>A piece of a tool's arguments, or of what a compaction left.</summary>
    public void Add(string piece) => (_pieces ??= new StringBuilder()).Append(piece);

    /// <summary>A piece that cannot be read: the block is no longer known whole.</summary>
    public void AddOther() => _hasOther = true;

    /// <summary>The block; null where it is not known whole.</summary>
    public AIContent? Close()
    {
        var reader = JsonRead.Start(start);
        var block = ContentBlock.Read(ref reader, start);
        var pieces = _pieces?.ToString();
        if (block.Type == "tool_use")
        {
            return pieces is { Length: > 0 } ? block.ToCall(pieces) : block.ToContent();
        }

        return _hasOther || block.Type is null ? null
            : pieces is null ? block.ToContent()
            : ServerTools.Read(block.Type, block.Id, Whole(block.CallsTool, pieces));
    }

    /// <summary>The block as a whole reply would have it.</summary>
    private byte[] Whole(bool callsTool, string pieces)
    {
        using var text = new JsonText();
        var json = text.Writer;
        var name = callsTool ? "input"u8 : "content"u8;
        var reader = JsonRead.Start(start);
        JsonRead.Enter(ref reader);
        json.WriteStartObject();
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals(name))
            {
                JsonRead.Skip(ref reader);
                continue;
            }

            json.WritePropertyName(reader.ValueSpan);
            reader.Read();
            json.WriteRawValue(JsonRead.Slice(ref reader, start), skipInputValidation: true);
        }

        json.WritePropertyName(name);
        if (!callsTool)
        {
            json.WriteStringValue(pieces);
        }
        else if (IsObject(pieces))
        {
            json.WriteRawValue(pieces, skipInputValidation: true);
        }
        else
        {
            json.WriteStartObject();
            json.WriteEndObject();
        }

        json.WriteEndObject();
        return text.Written.ToArray();
    }

    private static bool IsObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return false;
        }
    }
}

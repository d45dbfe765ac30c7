using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// An output item as it was read: its members may come in any order, so that what they mean is known only when all have been seen.
/// </summary>
internal struct ItemFields
{
    /// <summary>What kind of item it is.</summary>
    public ItemType Type;

    public string? Id;
    public string? Status;
    public string? Phase;
    public string? Role;
    public string? CallId;
    public string? Name;

    /// <summary>The arguments of a call, or the input of one of a custom tool.</summary>
    public string? Arguments;

    public string? ServerLabel;
    public string? EncryptedContent;
    public string? Output;
    public string? ApprovalRequestId;
    public bool? Approve;

    /// <summary>The parts of a message.</summary>
    public List<AIContent>? Parts;

    /// <summary>The text of reasoning: its summary, and the thought itself where the model shows it.</summary>
    public string? Reasoning;

    /// <summary>Where other members stand that a kind of item has of its own; from and to, in the text that was read.</summary>
    public Range Action;
    public Range Outputs;
    public Range Code;
    public Range Result;
    public Range Error;

    /// <summary>Where the item itself stands.</summary>
    public Range Text;

    /// <summary>Reads the item at which the reader is.</summary>
    /// <param name="reader">The reader, made by <see cref="JsonRead.Start"/> of <paramref name="text"/>.</param>
    /// <param name="text">What it reads.</param>
    /// <param name="known">Which parts were handed on before, so that their text is passed over; null where all is new.</param>
    public static ItemFields Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, IKnownParts? known)
    {
        var item = default(ItemFields);
        var start = (int)reader.TokenStartIndex;
        if (JsonRead.Enter(ref reader))
        {
            while (JsonRead.Next(ref reader))
            {
                item.ReadMember(ref reader, text, known);
            }
        }

        item.Text = start..(int)reader.BytesConsumed;
        return item;
    }

    private void ReadMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> text, IKnownParts? known)
    {
        var name = reader.ValueSpan;
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8):
                reader.Read();
                Id = JsonRead.Text(ref reader);
                return;
            case 4 when name.SequenceEqual("type"u8):
                reader.Read();
                Type = ItemTypes.Read(ref reader);
                return;
            case 4 when name.SequenceEqual("name"u8):
                reader.Read();
                Name = JsonRead.Text(ref reader);
                return;
            case 4 when name.SequenceEqual("role"u8):
                reader.Read();
                Role = JsonRead.Text(ref reader);
                return;
            case 4 when name.SequenceEqual("code"u8):
                reader.Read();
                Code = RangeOf(ref reader);
                return;
            case 5 when name.SequenceEqual("phase"u8):
                reader.Read();
                Phase = JsonRead.Text(ref reader);
                return;
            case 5 when name.SequenceEqual("input"u8):
                reader.Read();
                Arguments = JsonRead.Text(ref reader);
                return;
            case 5 when name.SequenceEqual("error"u8):
                reader.Read();
                Error = reader.TokenType == JsonTokenType.Null ? default : RangeOf(ref reader);
                return;
            case 6 when name.SequenceEqual("status"u8):
                reader.Read();
                Status = JsonRead.Text(ref reader);
                return;
            case 6 when name.SequenceEqual("action"u8):
                reader.Read();
                Action = RangeOf(ref reader);
                return;
            case 6 when name.SequenceEqual("result"u8):
                reader.Read();
                Result = RangeOf(ref reader);
                return;
            case 6 when name.SequenceEqual("output"u8):
                reader.Read();
                Output = JsonRead.Text(ref reader);
                return;
            case 7 when name.SequenceEqual("call_id"u8):
                reader.Read();
                CallId = JsonRead.Text(ref reader);
                return;
            case 7 when name.SequenceEqual("content"u8):
                reader.Read();
                ReadContent(ref reader, known);
                return;
            case 7 when name.SequenceEqual("summary"u8):
                reader.Read();
                ReadSummary(ref reader);
                return;
            case 7 when name.SequenceEqual("outputs"u8):
                reader.Read();
                Outputs = RangeOf(ref reader);
                return;
            case 7 when name.SequenceEqual("approve"u8):
                reader.Read();
                Approve = JsonRead.Flag(ref reader);
                return;
            case 9 when name.SequenceEqual("arguments"u8):
                reader.Read();
                Arguments = ReadArguments(ref reader, text);
                return;
            case 12 when name.SequenceEqual("server_label"u8):
                reader.Read();
                ServerLabel = JsonRead.Text(ref reader);
                return;
            case 17 when name.SequenceEqual("encrypted_content"u8):
                reader.Read();
                EncryptedContent = JsonRead.Text(ref reader);
                return;
            case 19 when name.SequenceEqual("approval_request_id"u8):
                reader.Read();
                ApprovalRequestId = JsonRead.Text(ref reader);
                return;
            default:
                JsonRead.Skip(ref reader);
                return;
        }
    }

    // Some servers send the object itself instead of its text.
    private static string? ReadArguments(ref Utf8JsonReader reader, ReadOnlySpan<byte> text) =>
        reader.TokenType == JsonTokenType.StartObject
            ? Encoding.UTF8.GetString(JsonRead.Slice(ref reader, text))
            : JsonRead.Text(ref reader);

    private static Range RangeOf(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        JsonRead.Skip(ref reader);
        return start..(int)reader.BytesConsumed;
    }

    private void ReadContent(ref Utf8JsonReader reader, IKnownParts? known)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            Parts = [new TextContent(JsonRead.Text(ref reader))];
            return;
        }

        if (!JsonRead.EnterArray(ref reader))
        {
            return;
        }

        StringBuilder? thought = null;
        for (var i = 0; JsonRead.NextItem(ref reader); i++)
        {
            var part = PartFields.Read(ref reader, known is not null && known.IsKnown(i));
            if (part.Type == PartType.ReasoningText)
            {
                (thought ??= new()).Append(part.Text);
            }
            else if (part.ToContent() is { } content)
            {
                (Parts ??= new(1)).Add(content);
            }
        }

        Reasoning += thought;
    }

    private void ReadSummary(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            Reasoning = JsonRead.Text(ref reader) + Reasoning;
            return;
        }

        var summary = new StringBuilder();
        if (JsonRead.EnterArray(ref reader))
        {
            while (JsonRead.NextItem(ref reader))
            {
                summary.Append(PartFields.Read(ref reader, isKnown: false).Text);
            }
        }

        Reasoning = summary.Append(Reasoning).ToString();
    }
}

/// <summary>Tells which parts of an item a caller has already.</summary>
internal interface IKnownParts
{
    bool IsKnown(int contentIndex);
}

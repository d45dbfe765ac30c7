using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>An event about a part of a response, as it was read.</summary>
internal struct EventFields
{
    /// <summary>The place of the item in the output.</summary>
    public int OutputIndex;

    /// <summary>The place of the part in its item.</summary>
    public int PartIndex;

    public string? ItemId;
    public string? Name;
    public string? Delta;
    public JsonElement? LogProbabilities;
    public CitationAnnotation? Annotation;

    /// <summary>Where the text of a part that is done stands in the event.</summary>
    public Range Text;

    /// <summary>Where the item, the part or the image stands.</summary>
    public Range Value;

    /// <summary>Reads the event at which the reader is.</summary>
    public void Read(ref Utf8JsonReader reader)
    {
        if (!JsonRead.Enter(ref reader))
        {
            return;
        }

        while (JsonRead.Next(ref reader))
        {
            ReadMember(ref reader);
        }
    }

    private void ReadMember(ref Utf8JsonReader reader)
    {
        var name = reader.ValueSpan;
        switch (name.Length)
        {
            case 4 when name.SequenceEqual("item"u8) || name.SequenceEqual("part"u8):
                reader.Read();
                Value = RangeOf(ref reader);
                return;
            case 4 when name.SequenceEqual("text"u8):
            case 5 when name.SequenceEqual("input"u8):
            case 7 when name.SequenceEqual("refusal"u8):
            case 9 when name.SequenceEqual("arguments"u8):
                reader.Read();
                Text = RangeOf(ref reader);
                return;
            case 4 when name.SequenceEqual("name"u8):
                reader.Read();
                Name = JsonRead.Text(ref reader);
                return;
            case 5 when name.SequenceEqual("delta"u8):
                reader.Read();
                Delta = reader.TokenType == JsonTokenType.StartObject
                    ? PartFields.Read(ref reader, isKnown: false).Text
                    : JsonRead.Text(ref reader);
                return;
            case 7 when name.SequenceEqual("item_id"u8):
                reader.Read();
                ItemId = JsonRead.Text(ref reader);
                return;
            case 8 when name.SequenceEqual("logprobs"u8):
                reader.Read();
                LogProbabilities = PartFields.Probabilities(ref reader);
                return;
            case 10 when name.SequenceEqual("annotation"u8):
                reader.Read();
                Annotation = Citations.ReadOne(ref reader);
                return;
            case 12 when name.SequenceEqual("output_index"u8):
                reader.Read();
                OutputIndex = Index(ref reader);
                return;
            case 13 when name.SequenceEqual("content_index"u8) || name.SequenceEqual("summary_index"u8):
            case 19 when name.SequenceEqual("partial_image_index"u8):
                reader.Read();
                PartIndex = Index(ref reader);
                return;
            case 17 when name.SequenceEqual("partial_image_b64"u8):
                reader.Read();
                Value = RangeOf(ref reader);
                return;
            default:
                JsonRead.Skip(ref reader);
                return;
        }
    }

    private static int Index(ref Utf8JsonReader reader) => JsonRead.Count(ref reader) is <= int.MaxValue and var index ? (int)index : 0;

    private static Range RangeOf(ref Utf8JsonReader reader)
    {
        var start = (int)reader.TokenStartIndex;
        JsonRead.Skip(ref reader);
        return start..(int)reader.BytesConsumed;
    }
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages;

/// <summary>What an event adds to a block, or says of the message at its end: both stand in <c>delta</c>.</summary>
internal struct StreamDelta
{
    /// <summary>What it adds to.</summary>
    public DeltaKind Kind;
    public string? Text;
    public CitationAnnotation? Citation;

    public string? StopReason;
    public string? StopSequence;
    public JsonElement? StopDetails;

    /// <summary>Reads a delta.</summary>
    /// <param name="reader">At it; at its end afterwards.</param>
    /// <param name="json">The text that the reader reads.</param>
    public static StreamDelta Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var delta = default(StreamDelta);
        if (!JsonRead.Enter(ref reader))
        {
            return delta;
        }

        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("text"u8))
            {
                delta.Take(DeltaKind.Text, ref reader);
            }
            else if (reader.ValueTextEquals("partial_json"u8))
            {
                delta.TakeArguments(ref reader, json);
            }
            else if (reader.ValueTextEquals("thinking"u8))
            {
                delta.Take(DeltaKind.Thinking, ref reader);
            }
            else if (reader.ValueTextEquals("signature"u8))
            {
                delta.Take(DeltaKind.Signature, ref reader);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                delta.Kind = delta.Kind == DeltaKind.None && !IsKnown(ref reader) ? DeltaKind.Other : delta.Kind;
            }
            else if (reader.ValueTextEquals("content"u8))
            {
                delta.Take(DeltaKind.Content, ref reader);
            }
            else if (reader.ValueTextEquals("citation"u8))
            {
                reader.Read();
                delta.Kind = DeltaKind.Citation;
                delta.Citation = Citations.Read(ref reader, json);
            }
            else
            {
                delta.ReadStop(ref reader);
            }
        }

        return delta;
    }

    private static bool IsKnown(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            JsonRead.Skip(ref reader);
            return true;
        }

        return !reader.ValueIsEscaped && IsName(ref reader);
    }

    private static bool IsName(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("text_delta"u8) || reader.ValueTextEquals("input_json_delta"u8)
            || reader.ValueTextEquals("thinking_delta"u8) || reader.ValueTextEquals("signature_delta"u8)
            || reader.ValueTextEquals("citations_delta"u8) || reader.ValueTextEquals("compaction_delta"u8);

    private void Take(DeltaKind kind, ref Utf8JsonReader reader)
    {
        reader.Read();
        if (JsonRead.Text(ref reader) is { } text)
        {
            (Kind, Text) = (kind, text);
        }
    }

    /// <summary>A piece of a tool's arguments; a server that has no pieces may give the object.</summary>
    private void TakeArguments(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        reader.Read();
        Kind = DeltaKind.Arguments;
        Text = reader.TokenType == JsonTokenType.StartObject
            ? System.Text.Encoding.UTF8.GetString(JsonRead.Slice(ref reader, json))
            : JsonRead.Text(ref reader);
    }

    private void ReadStop(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("stop_reason"u8))
        {
            reader.Read();
            StopReason = JsonRead.Text(ref reader);
        }
        else if (reader.ValueTextEquals("stop_sequence"u8))
        {
            reader.Read();
            StopSequence = JsonRead.Text(ref reader);
        }
        else if (reader.ValueTextEquals("stop_details"u8))
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartObject)
            {
                StopDetails = JsonRead.Element(ref reader);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
        else
        {
            JsonRead.Skip(ref reader);
        }
    }
}

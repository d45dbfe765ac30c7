using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>The kinds of parts of a message or of reasoning.</summary>
internal enum PartType
{
    Other,
    OutputText,
    Refusal,
    ReasoningText,
}

/// <summary>A part as it was read.</summary>
internal struct PartFields
{
    public PartType Type;
    public string? Text;
    public List<AIAnnotation>? Annotations;
    public JsonElement? LogProbabilities;

    /// <summary>Reads the part at which the reader is; the text of one that is known is passed over.</summary>
    public static PartFields Read(ref Utf8JsonReader reader, bool isKnown)
    {
        var part = default(PartFields);
        if (reader.TokenType == JsonTokenType.String)
        {
            part.Type = PartType.OutputText;
            part.Text = isKnown ? null : JsonRead.Text(ref reader);
            return part;
        }

        if (!JsonRead.Enter(ref reader))
        {
            return part;
        }

        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                part.Type = TypeAt(ref reader);
            }
            else if (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("refusal"u8))
            {
                reader.Read();
                if (isKnown)
                {
                    JsonRead.Skip(ref reader);
                }
                else
                {
                    part.Text = JsonRead.Text(ref reader) ?? part.Text;
                }
            }
            else if (reader.ValueTextEquals("annotations"u8))
            {
                reader.Read();
                part.Annotations = Citations.Read(ref reader);
            }
            else if (reader.ValueTextEquals("logprobs"u8))
            {
                reader.Read();
                part.LogProbabilities = Probabilities(ref reader);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        return part;
    }

    /// <summary>The logprobs at which the reader is, raw; null where there are none.</summary>
    public static JsonElement? Probabilities(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            JsonRead.Skip(ref reader);
            return null;
        }

        var ahead = reader;
        if (ahead.Read() && ahead.TokenType == JsonTokenType.EndArray)
        {
            reader.Read();
            return null;
        }

        return JsonRead.Element(ref reader);
    }

    /// <summary>The content; null for a part that says nothing.</summary>
    public readonly AIContent? ToContent()
    {
        if (Type == PartType.Refusal)
        {
            return Text is null ? null : new ErrorContent(Text) { ErrorCode = ItemContents.Refusal };
        }

        if (Text is null)
        {
            // What is known already may have citations that are not.
            return Annotations is null ? null : new AIContent { Annotations = Annotations };
        }

        var content = new TextContent(Text) { Annotations = Annotations };
        if (LogProbabilities is { } probabilities)
        {
            content.AdditionalProperties = new() { [ItemContents.LogProbabilitiesKey] = probabilities };
        }

        return content;
    }

    private static PartType TypeAt(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            JsonRead.Skip(ref reader);
            return PartType.Other;
        }

        return reader.ValueTextEquals("output_text"u8) || reader.ValueTextEquals("text"u8) ? PartType.OutputText
            : reader.ValueTextEquals("refusal"u8) ? PartType.Refusal
            : reader.ValueTextEquals("reasoning_text"u8) ? PartType.ReasoningText
            : PartType.Other;
    }
}

using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions;

/// <content>A content: one text, or a list of parts, as Mistral's reasoning models and gateways to Anthropic give.</content>
internal sealed partial class ReplyReading
{
    private void ReadContent(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                Text = JsonRead.Text(ref reader);
                break;
            case JsonTokenType.StartArray:
                JsonRead.EnterArray(ref reader);
                while (JsonRead.NextItem(ref reader))
                {
                    ReadPart(ref reader);
                }

                break;
            case JsonTokenType.StartObject:
                ReadPart(ref reader);
                break;
            default:
                JsonRead.Skip(ref reader);
                break;
        }
    }

    private void ReadPart(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            AddText(JsonRead.Text(ref reader));
            return;
        }

        if (!JsonRead.Enter(ref reader))
        {
            return;
        }

        string? text = null, thought = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("value"u8))
            {
                reader.Read();
                text = Words(ref reader) ?? text;
            }
            else if (reader.ValueTextEquals("thinking"u8) || reader.ValueTextEquals("reasoning"u8))
            {
                reader.Read();
                thought = Words(ref reader) ?? thought;
            }
            else if (reader.ValueTextEquals("refusal"u8))
            {
                reader.Read();
                Refused = NonEmpty(ref reader) ?? Refused;
            }
            else if (reader.ValueTextEquals("image_url"u8))
            {
                reader.Read();
                if (Media.Image(Media.Address(ref reader)) is { } image)
                {
                    (_others ??= []).Add(image);
                }
            }
            else if (reader.ValueTextEquals("annotations"u8))
            {
                reader.Read();
                ChatCompletions.Citations.Read(ref reader, ref _citations);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        if (!string.IsNullOrEmpty(thought))
        {
            (_others ??= []).Add(new TextReasoningContent(thought));
        }

        AddText(text);
    }

    private void AddText(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            (_others ??= []).Add(new TextContent(text));
        }
    }

    /// <summary>A text, or the texts of a list or of an object put together.</summary>
    private static string? Words(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                return JsonRead.Text(ref reader);
            case JsonTokenType.StartArray:
                var words = new StringBuilder();
                JsonRead.EnterArray(ref reader);
                while (JsonRead.NextItem(ref reader))
                {
                    words.Append(Words(ref reader));
                }

                return words.ToString();
            case JsonTokenType.StartObject:
                string? inner = null;
                JsonRead.Enter(ref reader);
                while (JsonRead.Next(ref reader))
                {
                    if (reader.ValueTextEquals("text"u8) || reader.ValueTextEquals("value"u8))
                    {
                        reader.Read();
                        inner = Words(ref reader) ?? inner;
                    }
                    else
                    {
                        JsonRead.Skip(ref reader);
                    }
                }

                return inner;
            default:
                JsonRead.Skip(ref reader);
                return null;
        }
    }
}

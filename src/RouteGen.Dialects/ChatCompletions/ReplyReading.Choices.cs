using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions;

/// <content>Choices, and the message or the delta of one.</content>
internal sealed partial class ReplyReading
{
    private string? _reasoningContent;
    private string? _reasoning;
    private string? _detailed;
    private ReasoningDetails? _details;
    private List<AIContent>? _others;
    private List<AIAnnotation>? _citations;
    private bool _hasDelta;
    private string? _failure;

    private void ReadChoices(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (!JsonRead.EnterArray(ref reader))
        {
            return;
        }

        while (JsonRead.NextItem(ref reader))
        {
            if (reader.TokenType == JsonTokenType.StartObject && IsChoice(reader))
            {
                JsonRead.Enter(ref reader);
                HasChoice = true;
                ReadChoice(ref reader, json);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    /// <summary>Whether a choice is the one that is read: the first that came, by its index.</summary>
    private bool IsChoice(Utf8JsonReader reader)
    {
        long? index = null;
        JsonRead.Enter(ref reader);
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = JsonRead.Count(ref reader);
                break;
            }

            JsonRead.Skip(ref reader);
        }

        if (isStream || !HasChoice)
        {
            _choice ??= index ?? 0;
            return index is null || index == _choice;
        }

        return false;
    }

    private void ReadChoice(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        string? failure = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("delta"u8))
            {
                _hasDelta = true;
                reader.Read();
                ReadMessage(ref reader, json);
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                // Some servers say the whole again where a stream ends.
                reader.Read();
                if (_hasDelta)
                {
                    JsonRead.Skip(ref reader);
                }
                else
                {
                    ReadMessage(ref reader, json);
                }
            }
            else if (reader.ValueTextEquals("finish_reason"u8))
            {
                reader.Read();
                Finish = FinishWords.Read(ref reader, out failure, out var isEmpty);
                HasEmptyFinish = isEmpty;
            }
            else if (reader.ValueTextEquals("logprobs"u8))
            {
                reader.Read();
                if (reader.TokenType != JsonTokenType.Null)
                {
                    Logprobs = JsonRead.Element(ref reader);
                }
            }
            else if (reader.ValueTextEquals("text"u8))
            {
                // Of the older completions, which some servers send to whoever asks.
                reader.Read();
                Text ??= reader.TokenType == JsonTokenType.String ? JsonRead.Text(ref reader) : null;
                JsonRead.Skip(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                Error ??= ReplyErrors.Read(ref reader);
            }
            else if (!_bill.TryReadMember(ref reader))
            {
                JsonRead.Skip(ref reader);
            }
        }

        // What stands beside the choice says more, wherever it stands.
        _failure = failure;
    }

    private void ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (!JsonRead.Enter(ref reader))
        {
            return;
        }

        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                ReadContent(ref reader);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                if (!IsOver)
                {
                    Calls.Read(ref reader, json, isStream);
                }

                JsonRead.Skip(ref reader);
            }
            else if (reader.ValueTextEquals("reasoning_content"u8))
            {
                reader.Read();
                _reasoningContent = NonEmpty(ref reader);
            }
            else if (reader.ValueTextEquals("reasoning"u8) || reader.ValueTextEquals("thinking"u8))
            {
                reader.Read();
                _reasoning = NonEmpty(ref reader) ?? _reasoning;
            }
            else if (reader.ValueTextEquals("reasoning_details"u8))
            {
                reader.Read();
                _detailed = reader.TokenType == JsonTokenType.StartArray ? (_details ??= new()).Read(ref reader) : null;
                JsonRead.Skip(ref reader);
            }
            else
            {
                ReadRareMember(ref reader, json);
            }
        }
    }

    private void ReadRareMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        if (reader.ValueTextEquals("refusal"u8))
        {
            reader.Read();
            Refused = NonEmpty(ref reader) ?? Refused;
        }
        else if (reader.ValueTextEquals("function_call"u8))
        {
            reader.Read();
            if (!IsOver)
            {
                Calls.ReadLegacy(ref reader, json);
            }

            JsonRead.Skip(ref reader);
        }
        else if (reader.ValueTextEquals("annotations"u8))
        {
            reader.Read();
            ChatCompletions.Citations.Read(ref reader, ref _citations);
        }
        else if (reader.ValueTextEquals("images"u8))
        {
            reader.Read();
            Media.ReadImages(ref reader, ref _others);
        }
        else if (reader.ValueTextEquals("audio"u8))
        {
            reader.Read();
            Media.ReadAudio(ref reader, ref _others);
        }
        else if (!_bill.TryReadMember(ref reader))
        {
            JsonRead.Skip(ref reader);
        }
    }

    private static string? NonEmpty(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return JsonRead.Text(ref reader) is { Length: > 0 } text ? text : null;
        }

        JsonRead.Skip(ref reader);
        return null;
    }
}

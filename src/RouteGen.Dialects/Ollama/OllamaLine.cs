using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Facts;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Ollama;

/// <summary>
/// One object of a reply, <c>ChatResponse</c> of ollama/api/types.go: a line of a stream, or the whole of a reply that is not streamed.
/// Its fields are used again for the next line; what the stream states of itself stays.
/// </summary>
internal sealed class OllamaLine
{
    private ReplyBill _bill;
    private OllamaDurations _durations;

    public string? Model { get; private set; }

    /// <summary>The time of the first line as it was written, by which a reply can be told from others: it has no id.</summary>
    public string? Id { get; private set; }

    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>Whether there was a message, if an empty one.</summary>
    public bool HasMessage { get; private set; }

    public string? Content { get; private set; }

    public string? Thinking { get; private set; }

    public List<DataContent>? Images { get; private set; }

    public List<OllamaCall>? Calls { get; private set; }

    /// <summary>Whether the line says that it is the last; null where it says nothing about it.</summary>
    public bool? Done { get; private set; }

    public string? DoneReason { get; private set; }

    public ErrorContent? Error { get; private set; }

    public JsonElement? Logprobs { get; private set; }

    /// <summary>
    /// The usage, where the line states some. Ollama leaves a count of nothing out (<c>omitempty</c>), as older servers do that of a prompt
    /// which they have in their cache: it is unknown, and not zero.
    /// </summary>
    public UsageDetails? Usage { get; private set; }

    /// <summary>Reads the object at which the reader stands, and leaves it at the object's end.</summary>
    /// <param name="reader">A reader over the text.</param>
    /// <param name="text">What the reader reads.</param>
    /// <exception cref="JsonException">The text is no JSON.</exception>
    public void Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        (HasMessage, Content, Thinking, Images, Calls) = (false, null, null, null, null);
        (Done, DoneReason, Error, Logprobs) = (null, null, null, null);
        string? status = null;
        if (!JsonRead.Enter(ref reader))
        {
            return;
        }

        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                ReadMessage(ref reader, text);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                ReadModel(ref reader);
            }
            else if (reader.ValueTextEquals("created_at"u8))
            {
                reader.Read();
                ReadTime(ref reader);
            }
            else if (reader.ValueTextEquals("done"u8))
            {
                reader.Read();
                Done = JsonRead.Flag(ref reader);
            }
            else if (reader.ValueTextEquals("done_reason"u8))
            {
                reader.Read();
                DoneReason = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                Error = OllamaErrors.Read(ref reader);
            }
            else if (reader.ValueTextEquals("status"u8))
            {
                reader.Read();
                status = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("logprobs"u8))
            {
                reader.Read();
                Logprobs = reader.TokenType == JsonTokenType.StartArray ? JsonRead.Element(ref reader) : null;
                JsonRead.Skip(ref reader);
            }
            else if (!_durations.TryRead(ref reader) && !_bill.TryReadMember(ref reader))
            {
                JsonRead.Skip(ref reader);
            }
        }

        Usage = _bill.TakeUsage();

        // Ollama's proxies of its cloud say it beside the error.
        if (Error is { ErrorCode: OllamaErrors.Code } && status is { Length: > 0 })
        {
            Error.ErrorCode = status;
        }
    }

    /// <summary>What the line states beside what Microsoft.Extensions.AI has members for; null for nothing.</summary>
    public AdditionalPropertiesDictionary? TakeProperties()
    {
        AdditionalPropertiesDictionary? properties = null;
        _bill.TakeFacts(ref properties);
        if (Done is true && Error is null)
        {
            _durations.PutInto(ref properties);
        }

        if (Logprobs is { } logprobs)
        {
            (properties ??= [])["logprobs"] = logprobs;
        }

        return properties;
    }

    private void ReadMessage(ref Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        HasMessage = reader.TokenType == JsonTokenType.StartObject;
        if (!JsonRead.Enter(ref reader))
        {
            return;
        }

        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("content"u8))
            {
                reader.Read();
                Content = ReadContent(ref reader);
            }
            else if (reader.ValueTextEquals("thinking"u8))
            {
                reader.Read();
                Thinking = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("tool_calls"u8))
            {
                reader.Read();
                Calls = OllamaCall.ReadAll(ref reader, text);
            }
            else if (reader.ValueTextEquals("images"u8))
            {
                reader.Read();
                Images = OllamaImages.Read(ref reader);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    /// <summary>A text; or a list of parts, as servers write it that serve other dialects too.</summary>
    private static string? ReadContent(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return JsonRead.Text(ref reader);
        }

        string? content = null;
        JsonRead.EnterArray(ref reader);
        while (JsonRead.NextItem(ref reader))
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                content += JsonRead.Text(ref reader);
                continue;
            }

            JsonRead.Enter(ref reader);
            while (JsonRead.Next(ref reader))
            {
                var isText = reader.ValueTextEquals("text"u8);
                reader.Read();
                if (isText)
                {
                    content += JsonRead.Text(ref reader);
                }
                else
                {
                    JsonRead.Skip(ref reader);
                }
            }
        }

        return content;
    }

    // Each line repeats it.
    private void ReadModel(ref Utf8JsonReader reader)
    {
        if (Model is null || reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals(Model))
        {
            Model = JsonRead.Text(ref reader) is { Length: > 0 } model ? model : Model;
        }
    }

    private void ReadTime(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            CreatedAt = reader.TryGetDateTimeOffset(out var time) ? time : CreatedAt;
            Id ??= reader.ValueSpan.IsEmpty ? null : JsonRead.Text(ref reader);
        }
        else
        {
            JsonRead.Skip(ref reader);
        }
    }
}

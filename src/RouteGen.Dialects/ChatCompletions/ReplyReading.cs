using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Facts;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>
/// Reads what a whole reply and a chunk of a stream have in common (platform.openai.com/docs/api-reference/chat/object and
/// /chat/streaming), as liberally as a person would. Of several choices it reads the first; the writer refuses to ask for more.
/// </summary>
internal sealed partial class ReplyReading(bool isStream)
{
    /// <summary>The code of an error that is a model's refusal, as Microsoft.Extensions.AI names it.</summary>
    public const string Refusal = "Refusal";

    // A mutable value, so no property.
    private ReplyBill _bill;
    private long? _choice;
    private bool _hasRead;

    /// <summary>Whether the finish reason has come with an earlier chunk; what follows it belongs to no call.</summary>
    public bool IsOver { get; set; }

    /// <summary>The calls, put together over all chunks.</summary>
    public ToolCallPieces Calls { get; } = new();

    /// <summary>The reply's id.</summary>
    public string? Id { get; private set; }

    /// <summary>The model that the server says it used.</summary>
    public string? Model { get; private set; }

    /// <summary>When the server says that it began.</summary>
    public DateTimeOffset? CreatedAt { get; private set; }

    /// <summary>What the server calls its configuration.</summary>
    public string? Fingerprint { get; private set; }

    /// <summary>The provider behind a gateway.</summary>
    public string? ServedBy { get; private set; }

    /// <summary>Why the model stopped; null until it is said.</summary>
    public ChatFinishReason? Finish { get; private set; }

    /// <summary>Whether the choice has a finish reason that says nothing.</summary>
    public bool HasEmptyFinish { get; private set; }

    /// <summary>Whether the text had any choice in it.</summary>
    public bool HasChoice { get; private set; }

    /// <summary>An error; null for none.</summary>
    public ErrorContent? Error { get; private set; }

    /// <summary>What else the text said of its choice, raw.</summary>
    public JsonElement? Logprobs { get; private set; }

    /// <summary>What the model refused to do, in its words.</summary>
    public string? Refused { get; private set; }

    /// <summary>The text of a content that is one text.</summary>
    public string? Text { get; private set; }

    /// <summary>Contents other than one text.</summary>
    public List<AIContent>? Others => _others;

    /// <summary>What the text refers to.</summary>
    public List<AIAnnotation>? Citations => _citations;

    /// <summary>Thought in words.</summary>
    public string? Thought => _reasoningContent ?? _reasoning ?? _detailed;

    /// <summary>Thought to be handed back as it came.</summary>
    public ReasoningDetails? Details => _details;

    /// <summary>Forgets what belongs to one chunk alone.</summary>
    public void Begin()
    {
        (Finish, HasEmptyFinish, HasChoice, Error, Logprobs, Refused, Text) = (null, false, false, null, null, null, null);
        (_others, _citations, _reasoningContent, _reasoning, _detailed, _failure) = (null, null, null, null, null, null);
    }

    /// <summary>Reads a reply or a chunk.</summary>
    /// <returns>How many bytes it is long; more may stand behind it.</returns>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public int Read(ReadOnlySpan<byte> json)
    {
        var reader = JsonRead.Start(json);
        var isList = reader.TokenType == JsonTokenType.StartArray;
        if (isList)
        {
            // Gemini puts errors into a list.
            reader.Read();
        }

        if (!JsonRead.Enter(ref reader))
        {
            return json.Length;
        }

        var sources = default(Utf8JsonReader);
        var (hasSources, isError) = (false, false);
        string? message = null, code = null, type = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                reader.Read();
                ReadChoices(ref reader, json);
            }
            else if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                Id = Same(ref reader, Id);
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                Model = Same(ref reader, Model);
            }
            else if (reader.ValueTextEquals("created"u8))
            {
                reader.Read();
                ReadCreated(ref reader);
            }
            else if (reader.ValueTextEquals("object"u8))
            {
                reader.Read();
                isError |= reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("error"u8);
                JsonRead.Skip(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8) || reader.ValueTextEquals("errors"u8) || reader.ValueTextEquals("detail"u8))
            {
                reader.Read();
                Error ??= ReplyErrors.Read(ref reader);
            }
            else if (reader.ValueTextEquals("search_results"u8) || (!hasSources && reader.ValueTextEquals("citations"u8)))
            {
                // They come with every chunk again, and are read with the last.
                reader.Read();
                hasSources = reader.TokenType == JsonTokenType.StartArray;
                sources = reader;
                JsonRead.Skip(ref reader);
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                message = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("code"u8))
            {
                reader.Read();
                code = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = JsonRead.Text(ref reader);
            }
            else
            {
                ReadRest(ref reader);
            }
        }

        if (_failure is not null)
        {
            Error ??= new("The provider ended the reply with a failure.") { ErrorCode = _failure };
        }

        if (!HasChoice && Error is null && (isError || (message is not null && (code ?? type) is not null)))
        {
            Error = new(message) { ErrorCode = code ?? type };
        }

        if (hasSources && (Finish is not null || !isStream))
        {
            ChatCompletions.Citations.Read(ref sources, ref _citations);
        }

        _hasRead = true;
        return isList ? json.Length : (int)reader.BytesConsumed + (json.StartsWith("\uFEFF"u8) ? 3 : 0);
    }

    /// <summary>How many characters are held until they are whole.</summary>
    public long Held => Calls.Length + (_details?.Length ?? 0);

    /// <summary>Whether a usage was stated that has not been taken.</summary>
    public bool HasUsage => _bill.HasUsage;

    /// <summary>The usage that was stated, as far as it is known by now; null where nothing new was stated.</summary>
    public UsageDetails? TakeUsage() => _bill.TakeUsage();

    /// <summary>Puts what else was stated for the bill into properties.</summary>
    public void TakeFacts(ref AdditionalPropertiesDictionary? properties) => _bill.TakeFacts(ref properties);

    private void ReadRest(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("x_groq"u8))
        {
            var inside = reader;
            inside.Read();
            ReadGroqError(ref inside);
        }

        if (_bill.TryReadMember(ref reader))
        {
            return;
        }

        if (!_hasRead && reader.ValueTextEquals("system_fingerprint"u8))
        {
            reader.Read();
            Fingerprint = JsonRead.Text(ref reader);
        }
        else if (!_hasRead && reader.ValueTextEquals("provider"u8))
        {
            reader.Read();
            ServedBy = JsonRead.Text(ref reader);
        }
        else
        {
            JsonRead.Skip(ref reader);
        }
    }

    // console.groq.com/docs/text-chat: a stream that fails says so in x_groq.
    private void ReadGroqError(ref Utf8JsonReader reader)
    {
        if (!JsonRead.Enter(ref reader))
        {
            return;
        }

        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                Error ??= ReplyErrors.Read(ref reader);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    // The same in every chunk, nearly always: one string for all of them.
    private static string? Same(ref Utf8JsonReader reader, string? known) =>
        known is { Length: > 0 } && reader.TokenType == JsonTokenType.String && reader.ValueTextEquals(known)
            ? known
            : JsonRead.Text(ref reader) is { Length: > 0 } text ? text : known;

    private void ReadCreated(ref Utf8JsonReader reader)
    {
        if (CreatedAt is not null)
        {
            JsonRead.Skip(ref reader);
            return;
        }

        // Seconds, which some servers give with a fraction, and some as milliseconds.
        if (JsonRead.Number(ref reader) is > 0 and < 1e15 and var stated)
        {
            var milliseconds = stated < 1e11 ? stated * 1000 : stated;
            CreatedAt = milliseconds < 253_402_300_799_999 ? DateTimeOffset.FromUnixTimeMilliseconds((long)milliseconds) : null;
        }
    }
}

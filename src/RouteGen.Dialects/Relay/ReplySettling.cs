using System.Buffers;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Relay;

/// <summary>
/// Settles the two things of a reply that are not the provider's to say: its id, which is that of the call's record, and the model's name,
/// which is the one that the caller sent. All else stays byte for byte, but for counts that the caller did not ask for.
/// </summary>
/// <param name="dialect">The reply's dialect.</param>
/// <param name="id">The id.</param>
/// <param name="model">The model's name.</param>
/// <param name="hidesUsage">Whether the caller wants no counts in a stream of Chat Completions.</param>
internal sealed class ReplySettling(RelayDialect dialect, string id, string model, bool hidesUsage)
{
    // As the readers of replies are.
    private static readonly JsonReaderOptions Lenient = new() { AllowTrailingCommas = true, MaxDepth = 256 };

    private static readonly byte[] Done = "data: [DONE]\n\n"u8.ToArray();
    private static readonly byte[] Stop = "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n"u8.ToArray();

    private readonly byte[] _id = RelayedBody.Json(id);
    private readonly byte[] _model = RelayedBody.Json(model);

    /// <summary>Writes a whole reply.</summary>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public void WriteWhole(ReadOnlySpan<byte> reply, IBufferWriter<byte> output) =>
        Write(WithoutMark(reply), output, hasId: dialect != RelayDialect.Embeddings, hidesUsage: false);

    /// <summary>Writes one event of a stream.</summary>
    /// <param name="name">Its name; empty where it has none.</param>
    /// <param name="data">Its data, which is JSON.</param>
    /// <param name="output">Where to.</param>
    /// <exception cref="JsonException">The data is not JSON.</exception>
    public void WriteEvent(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, ArrayBufferWriter<byte> output)
    {
        if (name.Length > 0)
        {
            output.Write("event: "u8);
            output.Write(name);
            output.Write("\n"u8);
        }

        output.Write("data: "u8);
        if (data.Contains((byte)'\n'))
        {
            // Data of several lines, each of which is a field.
            var lines = new ArrayBufferWriter<byte>(data.Length);
            WriteData(name, data, lines);
            foreach (var line in lines.WrittenSpan.Split((byte)'\n'))
            {
                output.Write(line.Start.Value > 0 ? "\ndata: "u8 : default);
                output.Write(lines.WrittenSpan[line]);
            }
        }
        else
        {
            WriteData(name, data, output);
        }

        output.Write("\n\n"u8);
    }

    /// <summary>Whether an event is not for the caller: the mark of the end, which follows when the call has served, and counts that the
    /// caller did not ask for.</summary>
    /// <param name="data">Its data.</param>
    /// <param name="update">What it says; null for nothing.</param>
    public bool Hides(ReadOnlySpan<byte> data, ChatResponseUpdate? update) =>
        dialect == RelayDialect.ChatCompletions
        && (data.StartsWith("[DONE]"u8) || (hidesUsage && update is not null && HasUsage(update) && HasNoChoice(data)));

    /// <summary>How much of an event's data is its first object: nearly always all of it.</summary>
    public int LengthOfFirst(ReadOnlySpan<byte> data)
    {
        if (dialect != RelayDialect.ChatCompletions || !data.Contains((byte)'\n') || data[0] != '{')
        {
            return data.Length;
        }

        try
        {
            var reader = new Utf8JsonReader(data, Lenient);
            reader.Read();
            reader.Skip();
            return (int)reader.BytesConsumed;
        }
        catch (JsonException)
        {
            // It is cut, which who writes it notices.
            return data.Length;
        }
    }

    /// <summary>Whether the last event of a stream is an object that has to come from the provider.</summary>
    public bool HasEndEvent => dialect != RelayDialect.ChatCompletions;

    /// <summary>What ends a stream whose provider left that out.</summary>
    public ReadOnlyMemory<byte> End => dialect switch
    {
        RelayDialect.ChatCompletions => Done,
        RelayDialect.Messages => Stop,
        _ => default,
    };

    /// <summary>Writes how a stream of Chat Completions ended, where no chunk says it.</summary>
    public void WriteFinish(ChatResponseUpdate update, ArrayBufferWriter<byte> output)
    {
        if (dialect != RelayDialect.ChatCompletions || update.FinishReason is not { } reason)
        {
            return;
        }

        output.Write("data: {\"id\":"u8);
        output.Write(_id);
        output.Write(",\"object\":\"chat.completion.chunk\",\"created\":"u8);
        output.Write(RelayedBody.Json((update.CreatedAt ?? DateTimeOffset.UnixEpoch).ToUnixTimeSeconds()));
        output.Write(",\"model\":"u8);
        output.Write(_model);
        output.Write(",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":"u8);
        output.Write(RelayedBody.Json(reason.Value));
        output.Write("}]}\n\n"u8);
    }

    private static bool HasUsage(ChatResponseUpdate update)
    {
        var contents = update.Contents;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is UsageContent)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasNoChoice(ReadOnlySpan<byte> data)
    {
        var reader = new Utf8JsonReader(data, Lenient);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
            {
                return reader.Read() && (reader.TokenType != JsonTokenType.StartArray
                    || (reader.Read() && reader.TokenType == JsonTokenType.EndArray));
            }

            JsonRead.Skip(ref reader);
        }

        return true;
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> text) => text.StartsWith("\uFEFF"u8) ? text[3..] : text;

    private void WriteData(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        switch (dialect)
        {
            case RelayDialect.ChatCompletions:
                Write(data, output, hasId: true, hidesUsage);
                break;
            case RelayDialect.Responses when !IsOfItem(data):
                WriteInner(data, "response"u8, output);
                break;
            case RelayDialect.Messages when IsStart(name, data):
                WriteInner(data, "message"u8, output);
                break;
            default:
                output.Write(data);
                break;
        }
    }

    // Nearly all events of a stream are pieces of text, which name no reply.
    private static bool IsOfItem(ReadOnlySpan<byte> data) => data.IndexOf("\"response\""u8) < 0 && data.IndexOf("\"response_id\""u8) < 0;

    private static bool IsStart(ReadOnlySpan<byte> name, ReadOnlySpan<byte> data) =>
        name.SequenceEqual("message_start"u8) || (name.IsEmpty && data.IndexOf("message_start"u8) >= 0);

    /// <summary>Writes an object that says which reply it is, or is a part of.</summary>
    private void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> output, bool hasId, bool hidesUsage)
    {
        var splice = new JsonSplice(json, output);
        var reader = new Utf8JsonReader(json, Lenient);
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            Settle(ref reader, ref splice, hasId, hidesUsage);
        }

        splice.End();
    }

    /// <summary>Writes an event around a reply.</summary>
    private void WriteInner(ReadOnlySpan<byte> json, ReadOnlySpan<byte> inner, IBufferWriter<byte> output)
    {
        var splice = new JsonSplice(json, output);
        var reader = new Utf8JsonReader(json, Lenient);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isInner = reader.ValueTextEquals(inner);
            var isId = reader.ValueTextEquals("response_id"u8);
            reader.Read();
            if (isInner && reader.TokenType == JsonTokenType.StartObject)
            {
                Settle(ref reader, ref splice, hasId: true, hidesUsage: false);
                continue;
            }

            var value = (int)reader.TokenStartIndex;
            JsonRead.Skip(ref reader);
            if (isId)
            {
                splice.Replace(value, (int)reader.BytesConsumed, _id);
            }
        }

        splice.End();
    }

    /// <summary>Settles the object in which the reader is.</summary>
    private void Settle(ref Utf8JsonReader reader, ref JsonSplice splice, bool hasId, bool hidesUsage)
    {
        var (idSeen, modelSeen, kept, last) = (!hasId, false, 0, (int)reader.BytesConsumed);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var at = (int)reader.TokenStartIndex;
            var isId = hasId && reader.ValueTextEquals("id"u8);
            var isModel = reader.ValueTextEquals("model"u8);
            var isUsage = hidesUsage && reader.ValueTextEquals("usage"u8);
            reader.Read();
            var value = (int)reader.TokenStartIndex;
            JsonRead.Skip(ref reader);
            last = (int)reader.BytesConsumed;
            if (isUsage)
            {
                splice.Remove(at, last);
                continue;
            }

            kept++;
            idSeen |= isId;
            modelSeen |= isModel;
            if (isId || isModel)
            {
                splice.Replace(value, last, isId ? _id : _model);
            }
        }

        if (!idSeen)
        {
            Add(ref splice, last, kept++, "\"id\":"u8, _id);
        }

        if (!modelSeen)
        {
            Add(ref splice, last, kept, "\"model\":"u8, _model);
        }
    }

    private static void Add(ref JsonSplice splice, int at, int kept, ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        splice.Insert(at, kept > 0 ? ","u8 : default);
        splice.Insert(at, name);
        splice.Insert(at, value);
    }
}

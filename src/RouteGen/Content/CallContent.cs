using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Content;

/// <summary>
/// What was said in one call of a route that captures; calls of other routes have none. What goes wrong in it never touches the call.
/// </summary>
internal sealed class CallContent(ContentKeeper keeper, bool isRedacted) : ICapture
{
    private readonly List<ChatResponseUpdate> _updates = [];
    private MemoryStream? _prompt;
    private MemoryStream? _replyBytes;
    private ChatResponse? _reply;
    private int? _vectors;
    private long _streamed;
    private bool _failed;

    public void Prompt(ReadOnlySpan<byte> json)
    {
        if (json.Length <= keeper.MaxBytes * 2L)
        {
            (_prompt = new MemoryStream(json.Length)).Write(json);
        }
        else
        {
            _prompt = TooLong(json.Length);
        }
    }

    public void Reply(ReadOnlySpan<byte> bytes)
    {
        _streamed += bytes.Length;
        if (_streamed <= keeper.MaxStreamedBytes)
        {
            (_replyBytes ??= new MemoryStream()).Write(bytes);
        }
    }

    /// <summary>Notes what is asked.</summary>
    public void Prompt(IReadOnlyList<ChatMessage> messages, ChatOptions? options) =>
        Prompt((messages, options), static (writer, asked) => ContentJson.WriteRequest(writer, asked.messages, asked.options));

    /// <summary>Notes the texts of which vectors are asked.</summary>
    public void Prompt(IReadOnlyList<string> inputs) => Prompt(inputs, static (writer, texts) =>
    {
        writer.WriteStartArray("inputs");
        foreach (var text in texts)
        {
            writer.WriteStringValue(text);
        }

        writer.WriteEndArray();
    });

    /// <summary>Notes a whole reply.</summary>
    public void Reply(ChatResponse reply) => _reply = reply;

    /// <summary>Notes vectors: how many they are.</summary>
    public void ReplyVectors(int count) => _vectors = count;

    /// <summary>Notes an update that was handed to the caller.</summary>
    public void Reply(ChatResponseUpdate update)
    {
        _streamed += update.Text.Length;
        if (_streamed <= keeper.MaxStreamedBytes)
        {
            _updates.Add(update);
        }
    }

    /// <summary>The call has ended: hands on what was said.</summary>
    public void End(RouteRecord record)
    {
        if (_failed)
        {
            keeper.Fail(record, null);
            return;
        }

        try
        {
            if (_prompt is { } prompt)
            {
                keeper.Add(Pending(record, ContentKind.Prompt, prompt));
            }

            if (WriteReply() is { } reply)
            {
                keeper.Add(Pending(record, ContentKind.Reply, reply));
            }
        }
        catch (Exception e)
        {
            keeper.Fail(record, e);
        }
    }

    private void Prompt<T>(T asked, Action<Utf8JsonWriter, T> write)
    {
        try
        {
            _prompt = Write(asked, write);
        }
        catch (Exception)
        {
            // Told at the end, with the record's id. Content is the application's own objects: whatever they do when they are read.
            _failed = true;
        }
    }

    private MemoryStream? WriteReply()
    {
        if (_streamed > keeper.MaxStreamedBytes)
        {
            return TooLong(_streamed);
        }

        if (_replyBytes is { } bytes)
        {
            return bytes;
        }

        if (_vectors is { } count)
        {
            return Write(count, static (writer, vectors) => writer.WriteNumber("vectors", vectors));
        }

        // Put together first: what is split over updates is one text.
        var reply = _reply ?? (_updates.Count > 0 ? _updates.ToChatResponse() : null);
        return reply is null ? null : Write(reply.Messages, static (writer, said) => ContentJson.WriteMessages(writer, said));
    }

    private PendingContent Pending(RouteRecord record, ContentKind kind, MemoryStream json) =>
        new(record, kind, isRedacted, json, isStream: kind == ContentKind.Reply && ReferenceEquals(json, _replyBytes));

    private static MemoryStream TooLong(long bytes) => Write(bytes, static (writer, length) =>
    {
        writer.WriteString("omitted", "too long");
        writer.WriteNumber("bytes", length);
    });

    private static MemoryStream Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new MemoryStream();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        write(writer, value);
        writer.WriteEndObject();
        return buffer;
    }
}

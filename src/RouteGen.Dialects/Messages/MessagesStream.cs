using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Facts;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// Reads a stream, event by event, by the type in the data; the event's own name helps where there is none. Text and thoughts are given as
/// they come, tools' calls once they are whole.
/// </summary>
/// <param name="maxHeld">How much is held of blocks that are not whole yet, in characters.</param>
internal sealed class MessagesStream(long maxHeld) : StreamedReply
{
    private readonly StartedUsage _usage = new();
    private ReplyBill _bill;
    private Dictionary<long, StreamedBlock>? _open;
    private string? _id;
    private string? _model;
    private long _held;
    private bool _hasCalls;
    private bool _hasEnd;
    private bool _hasFinish;

    public override ChatResponseUpdate? Read(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> data)
    {
        if (data.SequenceEqual("[DONE]"u8) || data.IsEmpty)
        {
            // Gateways end every stream as OpenAI does.
            return null;
        }

        var json = MessagesReply.Unmarked(data);
        var reader = JsonRead.Start(json);
        if (!JsonRead.Enter(ref reader))
        {
            return null;
        }

        StreamEvent? type = null;
        long index = 0;
        var block = default(ContentBlock);
        var delta = default(StreamDelta);
        ErrorContent? error = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                type = StreamEvents.Read(ref reader);
            }
            else if (reader.ValueTextEquals("index"u8))
            {
                reader.Read();
                index = JsonRead.Count(ref reader) ?? 0;
            }
            else if (reader.ValueTextEquals("delta"u8))
            {
                reader.Read();
                delta = StreamDelta.Read(ref reader, json);
            }
            else if (reader.ValueTextEquals("content_block"u8))
            {
                reader.Read();
                block = ContentBlock.Read(ref reader, json);
            }
            else if (reader.ValueTextEquals("message"u8))
            {
                reader.Read();
                ReadMessage(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                reader.Read();
                error = reader.TokenType == JsonTokenType.Null ? null : ErrorBlock.Read(ref reader);
            }
            else if (!_bill.TryReadMember(ref reader))
            {
                JsonRead.Skip(ref reader);
            }
        }

        if (error is not null)
        {
            IsOver = true;
            return Update(error);
        }

        return (type ?? StreamEvents.Named(eventName)) switch
        {
            StreamEvent.BlockDelta => Add(index, ref delta),
            StreamEvent.BlockStart => Begin(index, ref block),
            StreamEvent.BlockStop => Close(index),
            StreamEvent.MessageStart => Start(),
            StreamEvent.MessageDelta => End(ref delta),
            StreamEvent.MessageStop => Stop(),
            StreamEvent.Error => Fail(),
            _ => null,
        };
    }

    private ChatResponseUpdate Update() => new() { Role = ChatRole.Assistant, ResponseId = _id, MessageId = _id, ModelId = _model };

    private ChatResponseUpdate Update(AIContent content)
    {
        var update = Update();
        update.Contents = new List<AIContent>(1) { content };
        return update;
    }

    private void ReadMessage(ref Utf8JsonReader reader)
    {
        if (!JsonRead.Enter(ref reader))
        {
            return;
        }

        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("id"u8))
            {
                reader.Read();
                _id = JsonRead.Text(ref reader) ?? _id;
            }
            else if (reader.ValueTextEquals("model"u8))
            {
                reader.Read();
                _model = JsonRead.Text(ref reader) ?? _model;
            }
            else if (reader.ValueTextEquals("usage"u8))
            {
                reader.Read();
                _bill.ReadUsage(ref reader, isStart: true);
            }
            else if (!_bill.TryReadMember(ref reader))
            {
                JsonRead.Skip(ref reader);
            }
        }
    }

    private ChatResponseUpdate Start()
    {
        var update = Update();
        if (_usage.Start(_bill.TakeUsage()) is { } usage)
        {
            update.Contents.Add(new UsageContent(usage));
        }

        return WithFacts(update);
    }

    private ChatResponseUpdate? Begin(long index, ref ContentBlock block)
    {
        switch (block.Type)
        {
            case "text":
                return string.IsNullOrEmpty(block.Text) ? null : Update(block.ToContent()!);
            case "thinking":
                return string.IsNullOrEmpty(block.Text) && string.IsNullOrEmpty(block.Signature) ? null : Update(block.ToContent()!);
            case "redacted_thinking":
                return Update(block.ToContent()!);
            case null:
                return null;
        }

        Hold(block.Raw.Length + 64);
        var closed = (_open ??= []).Remove(index, out var before) ? Whole(before) : null;
        _open[index] = new StreamedBlock(block.Raw.ToArray());
        return closed is null ? null : Update(closed);
    }

    private ChatResponseUpdate? Add(long index, ref StreamDelta delta)
    {
        switch (delta.Kind)
        {
            case DeltaKind.Text:
                return Update(new TextContent(delta.Text));
            case DeltaKind.Thinking:
                return Update(new TextReasoningContent(delta.Text));
            case DeltaKind.Signature:
                return Update(new TextReasoningContent(null) { ProtectedData = delta.Text });
            case DeltaKind.Citation when delta.Citation is not null:
                return Update(new TextContent("") { Annotations = [delta.Citation] });
        }

        if (_open?.TryGetValue(index, out var block) is true)
        {
            if (delta.Kind is DeltaKind.Arguments or DeltaKind.Content && delta.Text is not null)
            {
                Hold(delta.Text.Length);
                block.Add(delta.Text);
            }
            else if (delta.Kind == DeltaKind.Other)
            {
                block.AddOther();
            }
        }

        return null;
    }

    private ChatResponseUpdate? Close(long index) =>
        _open?.Remove(index, out var block) is true && Whole(block) is { } content ? Update(content) : null;

    private AIContent? Whole(StreamedBlock block)
    {
        var content = block.Close();
        _hasCalls |= content is FunctionCallContent;
        return content;
    }

    /// <summary>The end of the message, with what was begun and not ended in its own event.</summary>
    private ChatResponseUpdate? End(ref StreamDelta delta)
    {
        _hasEnd = true;
        var update = Update();
        CloseAll(update);
        update.FinishReason = StopReasons.Read(delta.StopReason);
        _hasFinish |= update.FinishReason is not null;
        if (_usage.Complete(_bill.TakeUsage()) is { } usage)
        {
            update.Contents.Add(new UsageContent(usage));
        }

        if (delta.StopSequence is not null)
        {
            (update.AdditionalProperties ??= [])[MessagesReply.StopSequenceKey] = delta.StopSequence;
        }

        if (delta.StopDetails is { } details)
        {
            (update.AdditionalProperties ??= [])[MessagesReply.StopDetailsKey] = details;
        }

        return WithFacts(update);
    }

    /// <summary>The message is over. One that came to its end without a reason had none that its server can name.</summary>
    private ChatResponseUpdate? Stop()
    {
        IsOver = true;
        if (_hasFinish || !_hasEnd)
        {
            return null;
        }

        var update = Update();
        CloseAll(update);
        update.FinishReason = _hasCalls ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop;
        return update;
    }

    private ChatResponseUpdate Fail()
    {
        IsOver = true;
        return Update(new ErrorContent(null));
    }

    private void CloseAll(ChatResponseUpdate update)
    {
        if (_open is not { Count: > 0 } open)
        {
            return;
        }

        foreach (var (_, block) in open)
        {
            if (Whole(block) is { } content)
            {
                update.Contents.Add(content);
            }
        }

        open.Clear();
    }

    private ChatResponseUpdate WithFacts(ChatResponseUpdate update)
    {
        var facts = update.AdditionalProperties;
        _bill.TakeFacts(ref facts);
        update.AdditionalProperties = facts;
        return update;
    }

    private void Hold(int length)
    {
        _held += length;
        if (_held > maxHeld)
        {
            throw new InvalidReplyException("The stream holds more of a tool's arguments than is read of a reply.");
        }
    }
}

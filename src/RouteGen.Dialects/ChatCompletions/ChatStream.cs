using System.Text;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>
/// Reads the chunks of a stream. Tool calls are given whole, with the finish reason. A stream that says <c>[DONE]</c> without a finish
/// reason has one only where something shows that the model came to its end: some gateways say it of a stream that was cut.
/// </summary>
internal sealed class ChatStream(int maxBytes = int.MaxValue) : StreamedReply
{
    private readonly ReplyReading _reading = new(isStream: true);
    private StringBuilder? _refusal;
    private ChatFinishReason? _finish;
    private bool _isFirst = true;
    private bool _hasSpoken;
    private bool _isDone;
    private bool _hasPlainChoice;
    private bool _endsEmpty;
    private bool _hasLastUsage;

    public override ChatResponseUpdate? Read(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> data)
    {
        ChatResponseUpdate? all = null;
        while (true)
        {
            // Where the empty line between two events is missing, the data of both comes as one.
            data = data.Trim(" \t\r\n"u8);
            if (data.IsEmpty)
            {
                return all;
            }

            if (data.StartsWith("[DONE]"u8))
            {
                // Without an end that is known, whatever comes yet is listened to.
                _isDone = true;
                IsOver = _finish is not null || IsEndShown;
                return all;
            }

            if (ReadChunk(eventName, data, out var length) is { } update)
            {
                all = all is null ? update : Joined(all, update);
            }

            data = data[length..];
        }
    }

    private bool IsEndShown => _endsEmpty || _hasLastUsage;

    private static ChatResponseUpdate Joined(ChatResponseUpdate all, ChatResponseUpdate next)
    {
        ((List<AIContent>)all.Contents).AddRange(next.Contents);
        all.FinishReason = next.FinishReason ?? all.FinishReason;
        if (next.AdditionalProperties is { } properties)
        {
            foreach (var (name, value) in properties)
            {
                (all.AdditionalProperties ??= [])[name] = value;
            }
        }

        return all;
    }

    private ChatResponseUpdate? ReadChunk(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> data, out int length)
    {
        _reading.Begin();
        length = _reading.Read(data);
        if (_reading.Held + (_refusal?.Length ?? 0) > maxBytes)
        {
            throw new InvalidReplyException($"A tool call of the reply is longer than {maxBytes} bytes, the most that is read of one.");
        }

        List<AIContent>? contents = null;
        var ends = _finish is null && _reading.Finish is not null;
        ReplyContents.AddSaid(_reading, ref contents, isEnd: ends);
        NoteEnd(contents is not null);
        if (_reading.Refused is { } refused)
        {
            (_refusal ??= new()).Append(refused);
        }

        if (ends)
        {
            End(_reading.Finish, ref contents);
        }

        if ((_reading.Error ?? ErrorOf(eventName, data)) is { } error)
        {
            (contents ??= new(1)).Add(error);
        }

        if (_reading.TakeUsage() is { } usage)
        {
            (contents ??= new(1)).Add(new UsageContent(usage));
        }

        AdditionalPropertiesDictionary? properties = null;
        ReplyContents.AddProperties(_reading, ref properties, _isFirst);
        return contents is null && properties is null && !ends && !_isFirst ? null : Update(contents, ends, properties);
    }

    public override ChatResponseUpdate? Finish()
    {
        List<AIContent>? contents = null;
        var ends = _finish is null && _isDone && IsEndShown;
        if (ends)
        {
            End(_reading.Calls.AreAny ? ChatFinishReason.ToolCalls : ChatFinishReason.Stop, ref contents);
        }

        if (_finish is not null && _reading.Details is { AreAny: true } details)
        {
            (contents ??= new(1)).Insert(0, new TextReasoningContent(null) { ProtectedData = details.Take() });
        }

        return contents is null && !ends ? null : Update(contents, ends, properties: null);
    }

    /// <summary>Ends the reply: with all calls, and as refused where it was.</summary>
    private void End(ChatFinishReason? reason, ref List<AIContent>? contents)
    {
        // A refusal is how the model ends, as it is in a whole reply, whatever the server calls it.
        _finish = _refusal is null ? reason : ChatFinishReason.ContentFilter;
        _reading.IsOver = true;
        if (_reading.Calls.AreAny)
        {
            _reading.Calls.AddTo(contents ??= new(1), _reading.Id);
        }

        if (_refusal is not null && !_hasSpoken)
        {
            (contents ??= new(1)).Add(new ErrorContent(_refusal.ToString()) { ErrorCode = ReplyReading.Refusal });
        }
    }

    private void NoteEnd(bool speaks)
    {
        _hasSpoken |= speaks;
        if (_reading.HasChoice)
        {
            _endsEmpty = _reading.HasEmptyFinish && _hasPlainChoice;
            _hasPlainChoice |= !_reading.HasEmptyFinish;
        }

        _hasLastUsage = !speaks && (_hasLastUsage || _reading.HasUsage);
    }

    private static ErrorContent? ErrorOf(ReadOnlySpan<byte> eventName, ReadOnlySpan<byte> data)
    {
        if (!eventName.SequenceEqual("error"u8))
        {
            return null;
        }

        var reader = JsonRead.Start(data);
        return ReplyErrors.Read(ref reader) ?? new("The provider ended the stream with an error.");
    }

    private ChatResponseUpdate Update(List<AIContent>? contents, bool ends, AdditionalPropertiesDictionary? properties)
    {
        _isFirst = false;
        return new(ChatRole.Assistant, contents ?? [])
        {
            ResponseId = _reading.Id,
            MessageId = _reading.Id,
            ModelId = _reading.Model,
            CreatedAt = _reading.CreatedAt,
            FinishReason = ends ? _finish : null,
            AdditionalProperties = properties,
        };
    }
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>Why a message ended, as far as it is known.</summary>
internal struct MessageEnd
{
    private ChatFinishReason? _reason;
    private string? _stopSequence;
    private JsonElement? _details;
    private bool _hasCalls;
    private bool _refused;

    /// <summary>Notes what a reply or an update says of it.</summary>
    public void Take(ChatFinishReason? reason, AdditionalPropertiesDictionary? properties)
    {
        _reason = reason ?? _reason;
        if (properties is null)
        {
            return;
        }

        _stopSequence = properties.TryGetValue(MessagesReply.StopSequenceKey, out var met) ? met as string ?? _stopSequence : _stopSequence;
        _details = properties.TryGetValue(MessagesReply.StopDetailsKey, out var details) ? details as JsonElement? ?? _details : _details;
    }

    /// <summary>Notes what a content says of it.</summary>
    public void Take(AIContent content)
    {
        _hasCalls |= content is FunctionCallContent;
        _refused |= ReplyBlocks.IsRefusal(content);
    }

    /// <summary>Writes it as members of a message, or of the delta at a stream's end.</summary>
    public readonly void Write(Utf8JsonWriter json)
    {
        // A call that is to be answered is the reason, whatever else its model calls it.
        var reason = _hasCalls && (_reason is null || _reason == ChatFinishReason.Stop) ? ChatFinishReason.ToolCalls
            : _refused && (_reason is null || _reason == ChatFinishReason.Stop) ? ChatFinishReason.ContentFilter
            : _reason;
        json.WriteString("stop_reason"u8, StopReasons.Write(reason, _stopSequence is not null));
        json.WriteString("stop_sequence"u8, _stopSequence);
        if (_details is { } details)
        {
            json.WritePropertyName(MessagesReply.StopDetailsKey);
            JsonValues.Write(json, details);
        }
    }
}

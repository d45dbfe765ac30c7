using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <content>Text, thoughts and refusals.</content>
internal sealed partial class ResponsesStream
{
    private ChatResponseUpdate? Text(in EventFields fields)
    {
        if (string.IsNullOrEmpty(fields.Delta))
        {
            return null;
        }

        _texts.Add(fields.Delta.Length);
        var content = new TextContent(fields.Delta);
        if (fields.LogProbabilities is { } probabilities)
        {
            content.AdditionalProperties = new() { [ItemContents.LogProbabilitiesKey] = probabilities };
        }

        return Update(WithPhase(content));
    }

    private ChatResponseUpdate? WholeText(in EventFields fields, ReadOnlySpan<byte> data) =>
        Missing(fields, data, ref _texts) is { } text ? Update(WithPhase(new TextContent(text))) : null;

    private ChatResponseUpdate? PartDone(in EventFields fields, ReadOnlySpan<byte> data)
    {
        if (fields.Value.Equals(default) || _texts.HasEnded(fields.OutputIndex, fields.PartIndex))
        {
            return null;
        }

        var reader = JsonRead.Start(data[fields.Value]);
        var part = PartFields.Read(ref reader, isKnown: false);
        if (part.Text is not { Length: > 0 } text)
        {
            return null;
        }

        switch (part.Type)
        {
            case PartType.ReasoningText:
                return _reasonings.End(fields.OutputIndex, fields.PartIndex, text.Length) is > 0 and var missing
                    ? Update(Thought(fields, text[^missing..]))
                    : null;
            case PartType.Refusal:
                Refused(fields, text);
                return null;
            default:
                // Its citations come again with the item.
                return _texts.End(fields.OutputIndex, fields.PartIndex, text.Length) is > 0 and var rest
                    ? Update(WithPhase(new TextContent(text[^rest..])))
                    : null;
        }
    }

    private ChatResponseUpdate? Thought(in EventFields fields, string? text, ref TextLedger ledger)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        ledger.Add(text.Length);
        return Update(Thought(fields, text));
    }

    private ChatResponseUpdate? WholeThought(in EventFields fields, ReadOnlySpan<byte> data, ref TextLedger ledger) =>
        Missing(fields, data, ref ledger) is { } text ? Update(Thought(fields, text)) : null;

    private TextReasoningContent Thought(in EventFields fields, string text)
    {
        _thoughts.Add(text.Length);

        // Whoever puts the pieces together keeps the id of the first.
        var id = fields.ItemId == _reasoningId ? null : fields.ItemId;
        _reasoningId = fields.ItemId;
        return ItemContents.Reasoning(text, null, id);
    }

    // A refusal is how the model ends, not how the stream breaks: it is told with the finish reason.
    private ChatResponseUpdate? Refused(string? text)
    {
        _texts.Add(text?.Length ?? 0);
        (_refusal ??= new()).Append(text);
        return null;
    }

    private ChatResponseUpdate? WholeRefusal(in EventFields fields, ReadOnlySpan<byte> data)
    {
        Refused(fields, ItemContents.TextAt(data, fields.Text) ?? "");
        return null;
    }

    private void Refused(in EventFields fields, string text)
    {
        var missing = _texts.End(fields.OutputIndex, fields.PartIndex, text.Length);
        (_refusal ??= new()).Append(text.AsSpan(text.Length - missing));
    }

    /// <summary>What of a part that is done has not been handed on; null where all has.</summary>
    private static string? Missing(in EventFields fields, ReadOnlySpan<byte> data, ref TextLedger ledger)
    {
        if (fields.Text.Equals(default) || ledger.HasEnded(fields.OutputIndex, fields.PartIndex))
        {
            return null;
        }

        var missing = ledger.End(fields.OutputIndex, fields.PartIndex, ItemContents.LengthAt(data, fields.Text));
        return missing > 0 ? ItemContents.TextAt(data, fields.Text)![^missing..] : null;
    }
}

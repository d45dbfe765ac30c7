using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <content>Items of the output.</content>
internal sealed partial class ResponsesStream
{
    private ChatResponseUpdate? ItemAdded(in EventFields fields, ReadOnlySpan<byte> data)
    {
        if (!IsObject(fields, data))
        {
            return null;
        }

        var reader = JsonRead.Start(data[fields.Value]);
        var item = ItemFields.Read(ref reader, data[fields.Value], known: null);
        if (item.Type == ItemType.Message)
        {
            _messageId = item.Id;
            _phase = item.Phase;
        }
        else if (item.Type is ItemType.FunctionCall or ItemType.CustomToolCall)
        {
            (_calls ??= new()).Begin(fields.OutputIndex, item);
        }

        return null;
    }

    private ChatResponseUpdate? ItemDone(in EventFields fields, ReadOnlySpan<byte> data)
    {
        if (!IsObject(fields, data))
        {
            return null;
        }

        var text = data[fields.Value];
        var reader = JsonRead.Start(text);
        _readIndex = fields.OutputIndex;
        var contents = new List<AIContent>(1);
        Add(contents, ItemFields.Read(ref reader, text, known: this), text, fields.OutputIndex);
        return contents.Count > 0 ? Update(contents) : null;
    }

    // Some servers send items that are null.
    private static bool IsObject(in EventFields fields, ReadOnlySpan<byte> data) =>
        !fields.Value.Equals(default) && data[fields.Value][0] == '{';

    /// <summary>Adds what is new of an item that is done.</summary>
    private void Add(List<AIContent> contents, in ItemFields item, ReadOnlySpan<byte> text, int index)
    {
        if (!_done.Add(item.Id ?? $"{item.Type} {index} {item.CallId}"))
        {
            return;
        }

        switch (item.Type)
        {
            case ItemType.Message:
                AddMessage(contents, item, index);
                break;
            case ItemType.FunctionCall or ItemType.CustomToolCall:
                if ((_calls ??= new()).Take(index, item) is { } call)
                {
                    contents.Add(call);
                }

                break;
            case ItemType.Reasoning:
                AddReasoning(contents, item, text, index);
                break;
            default:
                ItemContents.Add(contents, item, text, new RawItem(text[item.Text].ToArray()), $"item_{index}");
                break;
        }
    }

    private void AddMessage(List<AIContent> contents, in ItemFields item, int index)
    {
        _messageId ??= item.Id;
        for (var i = 0; i < item.Parts?.Count; i++)
        {
            switch (item.Parts[i])
            {
                case ErrorContent refusal:
                    Refused(new EventFields { OutputIndex = index, PartIndex = i }, refusal.Message ?? "");
                    break;
                case TextContent part when _texts.End(index, i, part.Text.Length) is > 0 and var missing:
                    _phase ??= item.Phase;
                    _annotations = part.Annotations is null ? _annotations : null;
                    if (missing < part.Text.Length)
                    {
                        part.Text = part.Text[^missing..];
                    }

                    contents.Add(WithPhase(part));
                    break;
                case var part:
                    AddCitations(contents, part.Annotations);
                    break;
            }
        }
    }

    private void AddCitations(List<AIContent> contents, IList<AIAnnotation>? citations)
    {
        if (citations is not null)
        {
            // Those that came one by one are these.
            _annotations = null;
            contents.Add(new AIContent { Annotations = citations });
        }
    }

    private void AddReasoning(List<AIContent> contents, in ItemFields item, ReadOnlySpan<byte> text, int index)
    {
        var length = item.Reasoning?.Length ?? 0;
        var missing = _thoughts.End(index, 0, length);
        var thought = missing == 0 ? null : item.Reasoning![^missing..];
        if (string.IsNullOrEmpty(thought) && string.IsNullOrEmpty(item.EncryptedContent))
        {
            return;
        }

        var content = ItemContents.Reasoning(thought, item.EncryptedContent, item.Id);
        if (missing == length && item.EncryptedContent is not null)
        {
            content.RawRepresentation = new RawItem(text[item.Text].ToArray());
        }

        contents.Add(content);
    }

    private ChatResponseUpdate? Arguments(in EventFields fields)
    {
        (_calls ??= new()).Add(fields.OutputIndex, fields.Delta);
        return null;
    }

    private ChatResponseUpdate? WholeArguments(in EventFields fields, ReadOnlySpan<byte> data)
    {
        (_calls ??= new()).End(fields.OutputIndex, fields.Name, ItemContents.TextAt(data, fields.Text));
        return null;
    }

    private ChatResponseUpdate? Annotated(in EventFields fields)
    {
        if (fields.Annotation is { } annotation)
        {
            (_annotations ??= []).Add(annotation);
        }

        return null;
    }

    private ChatResponseUpdate? Code(in EventFields fields) =>
        string.IsNullOrEmpty(fields.Delta) || fields.ItemId is null ? null : Update(HostedContents.Code(fields.Delta, fields.ItemId));

    private ChatResponseUpdate? Image(in EventFields fields, ReadOnlySpan<byte> data) =>
        !fields.Value.Equals(default) && fields.ItemId is { } id && HostedContents.Bytes(data[fields.Value]) is { } image
            ? Update(HostedContents.PartialImage(image, id, fields.PartIndex))
            : null;
}

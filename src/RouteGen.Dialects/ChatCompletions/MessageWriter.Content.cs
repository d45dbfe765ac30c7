using System.ClientModel.Primitives;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Vendors;

namespace RouteGen.Dialects.ChatCompletions;

/// <content>What a message says: one text, as nearly always, or a list of parts.</content>
internal readonly ref partial struct MessageWriter
{
    private void WriteContent(IList<AIContent> contents, bool mayBeMissing, bool thoughts)
    {
        var (texts, others, only) = (0, 0, (string?)null);
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent { RawRepresentation: not IJsonModel<object> } text)
            {
                texts++;
                only ??= text.Text;
            }
            else if (thoughts && contents[i] is TextReasoningContent { Text.Length: > 0 })
            {
                others++;
            }
            else if (Parts.IsSent(contents[i], _vendor))
            {
                others++;
            }
            else if (contents[i] is DataContent or UriContent or HostedFileContent)
            {
                _dropped.Add("content." + Parts.NameOf(contents[i]));
            }
        }

        if (texts + others == 0)
        {
            if (!mayBeMissing)
            {
                _json.WriteString("content"u8, ""u8);
            }
        }
        else if (texts == 1 && others == 0)
        {
            _json.WriteString("content"u8, only);
        }
        else if (!_vendor.TakesParts)
        {
            _json.WriteString("content"u8, Joined(contents));
        }
        else
        {
            _json.WriteStartArray("content"u8);
            for (var i = 0; i < contents.Count; i++)
            {
                Parts.Write(_json, contents[i], _vendor, thoughts);
            }

            _json.WriteEndArray();
        }
    }

    private static string Joined(IList<AIContent> contents)
    {
        var text = new StringBuilder();
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextContent { Text.Length: > 0 } part)
            {
                text.Append(text.Length == 0 ? "" : "\n").Append(part.Text);
            }
        }

        return text.ToString();
    }

    /// <summary>Hands the model's thought back to it, where its vendor asks for that.</summary>
    private void WriteReasoning(IList<AIContent> contents, bool calls, bool isCurrentTurn)
    {
        switch (_vendor.Reasoning)
        {
            case ReasoningForm.ContentOfCalls when calls:
                // Refused without it: a call of another model has none.
                _json.WriteString("reasoning_content"u8, Thought(contents) ?? "");
                break;
            case ReasoningForm.Content when isCurrentTurn && Thought(contents) is { } thought:
                _json.WriteString("reasoning_content"u8, thought);
                break;
            case ReasoningForm.Text when isCurrentTurn && Thought(contents) is { } thought:
                _json.WriteString("reasoning"u8, thought);
                break;
            case ReasoningForm.Details when !ReasoningDetails.Write(_json, contents) && isCurrentTurn && Thought(contents) is { } thought:
                _json.WriteString("reasoning"u8, thought);
                break;
        }
    }

    private static string? Thought(IList<AIContent> contents)
    {
        string? only = null;
        StringBuilder? all = null;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is TextReasoningContent { Text.Length: > 0 } reasoning)
            {
                if (only is null)
                {
                    only = reasoning.Text;
                }
                else
                {
                    (all ??= new(only)).Append(reasoning.Text);
                }
            }
        }

        return all?.ToString() ?? only;
    }
}

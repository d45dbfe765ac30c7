using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>Makes contents of what was read, of a whole reply or of a chunk.</summary>
internal static class ReplyContents
{
    /// <summary>Thought, text and the rest, in the order in which they come to be.</summary>
    /// <param name="reading">What was read.</param>
    /// <param name="contents">Gets the contents; stays null where there are none.</param>
    /// <param name="isEnd">Whether nothing will follow, so that all of the thought is known.</param>
    public static void AddSaid(ReplyReading reading, ref List<AIContent>? contents, bool isEnd)
    {
        var isSpeaking = isEnd || reading.Text is { Length: > 0 } || reading.Others is not null;
        var kept = isSpeaking && reading.Details is { AreAny: true } details ? details.Take() : null;
        if (reading.Thought is { } thought)
        {
            (contents ??= new(1)).Add(new TextReasoningContent(thought) { ProtectedData = kept });
        }
        else if (kept is not null)
        {
            (contents ??= new(1)).Add(new TextReasoningContent(null) { ProtectedData = kept });
        }

        if (reading.Text is { Length: > 0 } text)
        {
            (contents ??= new(1)).Add(new TextContent(text));
        }

        if (reading.Others is { } others)
        {
            (contents ??= new(others.Count)).AddRange(others);
        }

        if (reading.Citations is { } citations)
        {
            Cite(contents ??= new(1), citations);
        }
    }

    /// <summary>Puts what was read beside the choice into properties.</summary>
    public static void AddProperties(ReplyReading reading, ref AdditionalPropertiesDictionary? properties, bool isFirst)
    {
        reading.TakeFacts(ref properties);
        if (reading.Logprobs is { } logprobs)
        {
            (properties ??= [])["logprobs"] = logprobs;
        }

        if (!isFirst)
        {
            return;
        }

        if (reading.Fingerprint is { Length: > 0 } fingerprint)
        {
            (properties ??= [])["system_fingerprint"] = fingerprint;
        }

        if (reading.ServedBy is { Length: > 0 } provider)
        {
            (properties ??= [])["provider"] = provider;
        }
    }

    // The protocol states them beside the text; Microsoft.Extensions.AI keeps them on the first of it.
    private static void Cite(List<AIContent> contents, List<AIAnnotation> citations)
    {
        foreach (var content in contents)
        {
            if (content is TextContent text)
            {
                text.Annotations = citations;
                return;
            }
        }

        contents.Add(new TextContent("") { Annotations = citations });
    }
}

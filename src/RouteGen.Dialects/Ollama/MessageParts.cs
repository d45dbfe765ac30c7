using Microsoft.Extensions.AI;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Ollama;

/// <summary>How many contents of each kind a message has. What the dialect has no place for is noted as dropped.</summary>
internal readonly record struct MessageParts(int Texts, int Thoughts, int Images, int Calls, int Results)
{
    /// <summary>Whether there is more to say than results of tools, which are messages of their own.</summary>
    public bool HasMessage => Texts + Thoughts + Images + Calls > 0;

    public static MessageParts Count(IList<AIContent> contents, DroppedOptions dropped)
    {
        int texts = 0, thoughts = 0, images = 0, calls = 0, results = 0;
        for (var i = 0; i < contents.Count; i++)
        {
            switch (contents[i])
            {
                case TextContent text:
                    texts += text.Text.Length > 0 ? 1 : 0;
                    break;
                case TextReasoningContent thought:
                    thoughts += thought.Text.Length > 0 ? 1 : 0;
                    break;
                case DataContent data when data.HasTopLevelMediaType("image"):
                    images++;
                    break;
                case FunctionCallContent:
                    calls++;
                    break;
                case FunctionResultContent:
                    results++;
                    break;
                case DataContent or UriContent or HostedFileContent:
                    // Files, and images that the server would have to fetch.
                    dropped.Add(contents[i].GetType().Name);
                    break;
                case UsageContent or ErrorContent:
                    break;
                default:
                    dropped.Add(contents[i].GetType().Name);
                    break;
            }
        }

        return new(texts, thoughts, images, calls, results);
    }
}

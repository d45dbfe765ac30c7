using System.Text;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions;

namespace RouteGen.Dialects.Tests.ChatCompletions;

/// <summary>Reads replies and streams of Chat Completions as the client does.</summary>
internal static class Reading
{
    public static ChatResponse Whole(string json) => ChatReply.Read(Encoding.UTF8.GetBytes(json));

    /// <summary>A whole reply with one choice.</summary>
    public static ChatResponse Message(string message, string finish = "\"stop\"") => Whole(
        """{"id":"c1","object":"chat.completion","created":1764000000,"model":"m","choices":[{"index":0,"message":"""
        + message + ""","finish_reason":""" + finish + "}]}");

    /// <summary>The updates of a stream, of which each text is the data of an event.</summary>
    public static List<ChatResponseUpdate> Updates(params string[] events)
    {
        var stream = new ChatStream();
        var updates = new List<ChatResponseUpdate>();
        foreach (var data in events)
        {
            if (!stream.IsOver && stream.Read(default, Encoding.UTF8.GetBytes(data)) is { } update)
            {
                updates.Add(update);
            }
        }

        if (stream.Finish() is { } last)
        {
            updates.Add(last);
        }

        return updates;
    }

    public static ChatResponse Stream(params string[] events) => Updates(events).ToChatResponse();

    public static string Chunk(string delta, string finish = "null", string rest = "") =>
        """{"id":"c1","object":"chat.completion.chunk","created":1764000000,"model":"m","choices":[{"index":0,"delta":"""
        + delta + ""","finish_reason":""" + finish + "}]" + rest + "}";

    public static T[] Of<T>(ChatResponse response)
        where T : AIContent => [.. response.Messages.SelectMany(message => message.Contents).OfType<T>()];
}

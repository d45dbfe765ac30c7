using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>Writes a whole reply (docs.anthropic.com/en/api/messages): one message, with what is null stated.</summary>
internal static class MessagesReplyWriter
{
    /// <exception cref="NotSupportedException">An argument of a tool call is of a type that cannot be written.</exception>
    public static void Write(Utf8JsonWriter json, ChatResponse response, MessageHead head)
    {
        json.WriteStartObject();
        WriteHead(json, head);
        var end = default(MessageEnd);
        end.Take(response.FinishReason, response.AdditionalProperties);
        json.WriteStartArray("content"u8);
        for (var i = 0; i < response.Messages.Count; i++)
        {
            var contents = response.Messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                end.Take(contents[j]);
                if (ReplyBlocks.CanWrite(contents[j]))
                {
                    ReplyBlocks.Write(json, contents[j]);
                }
            }
        }

        json.WriteEndArray();
        end.Write(json);
        MessageUsage.Write(json, response.Usage, head.ServiceTier);
        json.WriteEndObject();
    }

    /// <summary>Writes what a message begins with.</summary>
    public static void WriteHead(Utf8JsonWriter json, MessageHead head)
    {
        json.WriteString("id"u8, head.Id);
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("model"u8, head.Model);
    }
}

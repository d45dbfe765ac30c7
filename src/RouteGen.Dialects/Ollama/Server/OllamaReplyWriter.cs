using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.Ollama.Server;

/// <summary>Writes a whole reply of <c>/api/chat</c>.</summary>
internal static class OllamaReplyWriter
{
    /// <param name="json">Where to write.</param>
    /// <param name="reply">The reply.</param>
    /// <param name="model">The model's name, as the caller asked for it.</param>
    /// <param name="createdAt">When the reply was made.</param>
    /// <exception cref="NotSupportedException">An argument of a tool call is of a type that cannot be written.</exception>
    public static void Write(Utf8JsonWriter json, ChatResponse reply, string model, DateTimeOffset createdAt)
    {
        var (text, thinking) = (new StringBuilder(), new StringBuilder());
        List<FunctionCallContent>? calls = null;
        for (var i = 0; i < reply.Messages.Count; i++)
        {
            var contents = reply.Messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                switch (contents[j])
                {
                    case TextContent said:
                        text.Append(said.Text);
                        break;
                    case TextReasoningContent thought:
                        thinking.Append(thought.Text);
                        break;
                    case FunctionCallContent call:
                        (calls ??= []).Add(call);
                        break;
                }
            }
        }

        OllamaParts.Begin(json, model, createdAt);
        OllamaParts.WriteMessage(json, text.ToString(), thinking.ToString(), calls, firstCall: 0);
        OllamaParts.End(json, reply.FinishReason, reply.Usage);
    }
}

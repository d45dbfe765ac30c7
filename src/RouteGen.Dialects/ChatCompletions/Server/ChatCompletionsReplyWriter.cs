using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>
/// Writes a whole reply (OpenAI's OpenAPI document, <c>CreateChatCompletionResponse</c>): one choice, with <c>content</c> and
/// <c>refusal</c> there even where they are null. Thoughts stand in <c>reasoning_content</c>, as DeepSeek and vLLM have
/// them, and images in <c>images</c>, as OpenRouter has them: OpenAI has no place for either.
/// </summary>
internal static class ChatCompletionsReplyWriter
{
    /// <exception cref="NotSupportedException">An argument of a tool call is of a type that cannot be written.</exception>
    public static void Write(Utf8JsonWriter json, ChatResponse response, CompletionHead head)
    {
        var contents = Contents(response);
        var (text, refusal, reasoning) = (Text<TextContent>(contents), Refusal(contents), Text<TextReasoningContent>(contents));
        var hasCalls = Has<FunctionCallContent>(contents);
        json.WriteStartObject();
        CompletionParts.WriteHead(json, head, "chat.completion"u8);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, text ?? (hasCalls || refusal is not null ? null : ""));
        json.WriteString("refusal"u8, refusal);
        if (reasoning is not null)
        {
            json.WriteString("reasoning_content"u8, reasoning);
        }

        if (hasCalls)
        {
            WriteCalls(json, contents);
        }

        WriteImages(json, contents);
        json.WriteStartArray("annotations"u8);
        CompletionParts.WriteAnnotations(json, contents);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteNull("logprobs"u8);
        json.WriteString("finish_reason"u8, CompletionParts.FinishWord(response.FinishReason, hasCalls, refusal is not null));
        json.WriteEndObject();
        json.WriteEndArray();
        if (response.Usage is { } usage)
        {
            CompletionParts.WriteUsage(json, usage);
        }

        json.WriteEndObject();
    }

    private static IList<AIContent> Contents(ChatResponse response)
    {
        if (response.Messages.Count == 1)
        {
            return response.Messages[0].Contents;
        }

        var contents = new List<AIContent>();
        for (var i = 0; i < response.Messages.Count; i++)
        {
            contents.AddRange(response.Messages[i].Contents);
        }

        return contents;
    }

    private static bool Has<T>(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is T)
            {
                return true;
            }
        }

        return false;
    }

    // Joined only where there is more than one.
    private static string? Text<T>(IList<AIContent> contents)
        where T : AIContent
    {
        string? first = null;
        StringBuilder? joined = null;
        for (var i = 0; i < contents.Count; i++)
        {
            var text = contents[i] is T ? TextOf(contents[i]) : null;
            if (string.IsNullOrEmpty(text))
            {
                continue;
            }

            if (first is null)
            {
                first = text;
            }
            else
            {
                (joined ??= new StringBuilder(first)).Append(text);
            }
        }

        return joined?.ToString() ?? first;
    }

    private static string? TextOf(AIContent content) =>
        content is TextContent text ? text.Text : content is TextReasoningContent reasoning ? reasoning.Text : null;

    private static string? Refusal(IList<AIContent> contents)
    {
        for (var i = 0; i < contents.Count; i++)
        {
            if (CompletionParts.IsRefusal(contents[i]))
            {
                return ((ErrorContent)contents[i]).Message ?? "";
            }
        }

        return null;
    }

    private static void WriteCalls(Utf8JsonWriter json, IList<AIContent> contents)
    {
        json.WriteStartArray("tool_calls"u8);
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is FunctionCallContent call)
            {
                CompletionParts.WriteCall(json, call, null);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteImages(Utf8JsonWriter json, IList<AIContent> contents)
    {
        var any = false;
        for (var i = 0; i < contents.Count; i++)
        {
            if (contents[i] is DataContent image && image.HasTopLevelMediaType("image"))
            {
                if (!any)
                {
                    json.WriteStartArray("images"u8);
                    any = true;
                }

                CompletionParts.WriteImage(json, image);
            }
        }

        if (any)
        {
            json.WriteEndArray();
        }
    }
}

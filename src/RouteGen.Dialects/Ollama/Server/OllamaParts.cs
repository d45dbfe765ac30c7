using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Ollama.Server;

/// <summary>What a whole reply and the lines of a stream have in common: <c>ChatResponse</c> of ollama/api/types.go.</summary>
internal static class OllamaParts
{
    /// <summary>Begins an object with the model and the time.</summary>
    public static void Begin(Utf8JsonWriter json, string model, DateTimeOffset createdAt)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteString("created_at"u8, createdAt.UtcDateTime);
    }

    /// <summary>Writes a message; its content is there even if it is empty.</summary>
    public static void WriteMessage(Utf8JsonWriter json, string content, string? thinking, List<FunctionCallContent>? calls, int firstCall)
    {
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("content"u8, content);
        if (thinking is { Length: > 0 })
        {
            json.WriteString("thinking"u8, thinking);
        }

        if (calls is not null)
        {
            WriteCalls(json, calls, firstCall);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes how a reply ended, and what it counted, to the end of its object.</summary>
    public static void End(Utf8JsonWriter json, ChatFinishReason? finish, UsageDetails? usage)
    {
        json.WriteBoolean("done"u8, true);
        json.WriteString("done_reason"u8, OllamaFinish.Write(finish));
        if (usage?.InputTokenCount is > 0 and var input)
        {
            json.WriteNumber("prompt_eval_count"u8, input);
        }

        if (usage?.OutputTokenCount is > 0 and var output)
        {
            json.WriteNumber("eval_count"u8, output);
        }

        json.WriteEndObject();
    }

    private static void WriteCalls(Utf8JsonWriter json, List<FunctionCallContent> calls, int firstCall)
    {
        json.WriteStartArray("tool_calls"u8);
        for (var i = 0; i < calls.Count; i++)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, calls[i].CallId);
            json.WriteStartObject("function"u8);
            json.WriteNumber("index"u8, firstCall + i);
            json.WriteString("name"u8, calls[i].Name);
            json.WritePropertyName("arguments"u8);
            ToolArguments.Write(json, calls[i]);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

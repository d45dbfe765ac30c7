using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Ollama;

/// <summary>The request of <c>POST /api/chat</c> (docs.ollama.com/api/chat, and <c>ChatRequest</c> of ollama/api/types.go).</summary>
internal static class OllamaRequest
{
    /// <summary>Members beside <c>options</c> that are taken from additional properties by their own names.</summary>
    private static readonly string[] Members = ["keep_alive", "truncate", "shift", "logprobs", "top_logprobs"];

    // The server reads a tool's properties as objects: a schema of true or false is none.
    private static readonly SchemaTransform Schemas = new() { ConvertBooleanSchemas = true, DisallowAdditionalProperties = true };

    /// <summary>Writes the request.</summary>
    /// <exception cref="NotSupportedException">It holds an object that cannot be written as JSON.</exception>
    public static void Write(
        Utf8JsonWriter json,
        string model, IReadOnlyList<ChatMessage> messages, ChatOptions? options, bool streamed, DroppedOptions dropped)
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        OllamaMessages.Write(json, messages, options?.Instructions, dropped);
        OllamaOptions.Write(json, options);

        // The server streams unless it is told not to.
        json.WriteBoolean("stream"u8, streamed);
        if (options is not null)
        {
            WriteFormat(json, options.ResponseFormat);
            WriteThink(json, options);
            WriteTools(json, options);
            WriteGiven(json, options.AdditionalProperties);
            Drop(options, dropped);
        }

        json.WriteEndObject();
    }

    private static void WriteFormat(Utf8JsonWriter json, ChatResponseFormat? format)
    {
        if (format is ChatResponseFormatJson { Schema: { } schema })
        {
            json.WritePropertyName("format"u8);
            schema.WriteTo(json);
        }
        else if (format is ChatResponseFormatJson)
        {
            json.WriteString("format"u8, "json"u8);
        }
    }

    // "max" is the highest level, but older servers refuse a request that says it.
    private static void WriteThink(Utf8JsonWriter json, ChatOptions options)
    {
        if (options.AdditionalProperties is { } given && given.TryGetValue("think", out var think) && think is not null)
        {
            json.WritePropertyName("think"u8);
            if (think is string text && bool.TryParse(text, out var flag))
            {
                json.WriteBooleanValue(flag);
            }
            else
            {
                JsonValues.Write(json, think);
            }
        }
        else if (options.Reasoning?.Effort is { } effort)
        {
            switch (effort)
            {
                case ReasoningEffort.None:
                    json.WriteBoolean("think"u8, false);
                    break;
                case ReasoningEffort.Low:
                    json.WriteString("think"u8, "low"u8);
                    break;
                case ReasoningEffort.Medium:
                    json.WriteString("think"u8, "medium"u8);
                    break;
                default:
                    json.WriteString("think"u8, "high"u8);
                    break;
            }
        }
    }

    private static void WriteTools(Utf8JsonWriter json, ChatOptions options)
    {
        // No choice of tools can be sent; that none is to be called is said by giving none.
        if (options.Tools is not { Count: > 0 } tools || options.ToolMode is NoneChatToolMode || !HasFunction(tools))
        {
            return;
        }

        json.WriteStartArray("tools"u8);
        for (var i = 0; i < tools.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration function)
            {
                json.WriteStartObject();
                json.WriteString("type"u8, "function"u8);
                json.WriteStartObject("function"u8);
                json.WriteString("name"u8, function.Name);
                json.WriteString("description"u8, function.Description);
                json.WritePropertyName("parameters"u8);
                Schemas.Get(function).WriteTo(json);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }

    private static bool HasFunction(IList<AITool> tools)
    {
        for (var i = 0; i < tools.Count; i++)
        {
            if (tools[i] is AIFunctionDeclaration)
            {
                return true;
            }
        }

        return false;
    }

    private static void WriteGiven(Utf8JsonWriter json, AdditionalPropertiesDictionary? given)
    {
        if (given is null)
        {
            return;
        }

        foreach (var name in Members)
        {
            if (given.TryGetValue(name, out var value) && value is not null)
            {
                json.WritePropertyName(name);
                JsonValues.Write(json, value);
            }
        }
    }

    private static void Drop(ChatOptions options, DroppedOptions dropped)
    {
        if (options.ToolMode is RequiredChatToolMode)
        {
            dropped.Add("toolMode");
        }

        if (options.AllowMultipleToolCalls is false && options.Tools is { Count: > 0 })
        {
            dropped.Add("allowMultipleToolCalls");
        }

        if (options.ConversationId is not null)
        {
            dropped.Add("conversationId");
        }

        if (options.Tools is { } tools)
        {
            for (var i = 0; i < tools.Count; i++)
            {
                if (tools[i] is not AIFunctionDeclaration)
                {
                    dropped.Add(tools[i].GetType().Name);
                }
            }
        }
    }
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>Writes what a model said as blocks.</summary>
internal static class ReplyBlocks
{
    /// <summary>Whether a content has a block in a reply.</summary>
    public static bool CanWrite(AIContent content) => content switch
    {
        { RawRepresentation: RawBlock } => true,
        TextContent text => text.Text.Length > 0,
        TextReasoningContent reasoning => !string.IsNullOrEmpty(reasoning.Text) || !string.IsNullOrEmpty(reasoning.ProtectedData),
        FunctionCallContent => true,
        ErrorContent error => IsRefusal(error) && error.Message is { Length: > 0 },
        _ => false,
    };

    public static void Write(Utf8JsonWriter json, AIContent content)
    {
        switch (content)
        {
            case { RawRepresentation: RawBlock raw }:
                raw.Write(json);
                break;
            case TextContent text:
                WriteText(json, text.Text, text.Annotations);
                break;
            case TextReasoningContent reasoning:
                WriteThinking(json, reasoning);
                break;
            case FunctionCallContent call:
                BeginCall(json, call);
                ToolArguments.Write(json, call);
                json.WriteEndObject();
                break;
            case ErrorContent error:
                WriteText(json, error.Message ?? "", null);
                break;
        }
    }

    /// <summary>What Microsoft.Extensions.AI's clients make of a model's refusal.</summary>
    public static bool IsRefusal(AIContent content) => content is ErrorContent { ErrorCode: "Refusal" };

    public static bool IsRedacted(TextReasoningContent reasoning) =>
        reasoning.ProtectedData is not null && reasoning.AdditionalProperties?.ContainsKey(ContentBlocks.RedactedKey) is true;

    public static void WriteThinking(Utf8JsonWriter json, TextReasoningContent reasoning)
    {
        json.WriteStartObject();
        if (IsRedacted(reasoning))
        {
            json.WriteString("type"u8, "redacted_thinking"u8);
            json.WriteString("data"u8, reasoning.ProtectedData);
        }
        else
        {
            json.WriteString("type"u8, "thinking"u8);
            json.WriteString("thinking"u8, reasoning.Text ?? "");
            json.WriteString("signature"u8, reasoning.ProtectedData ?? "");
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a call up to the name of its arguments.</summary>
    public static void BeginCall(Utf8JsonWriter json, FunctionCallContent call)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_use"u8);
        json.WriteString("id"u8, call.CallId);
        json.WriteString("name"u8, call.Name);
        if (call.AdditionalProperties is { } properties
            && properties.TryGetValue("caller", out var caller) && caller is JsonElement element)
        {
            json.WritePropertyName("caller"u8);
            JsonValues.Write(json, element);
        }

        json.WritePropertyName("input"u8);
    }

    public static void WriteText(Utf8JsonWriter json, string text, IList<AIAnnotation>? annotations)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
        if (annotations is { Count: > 0 })
        {
            json.WriteStartArray("citations"u8);
            for (var i = 0; i < annotations.Count; i++)
            {
                if (annotations[i] is CitationAnnotation citation)
                {
                    WriteCitation(json, citation);
                }
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    /// <summary>A citation as it came; one of another dialect as of a page of the web, or of a document.</summary>
    public static void WriteCitation(Utf8JsonWriter json, CitationAnnotation citation)
    {
        if (citation.RawRepresentation is RawBlock raw)
        {
            raw.Write(json);
            return;
        }

        json.WriteStartObject();
        json.WriteString("cited_text"u8, citation.Snippet ?? "");
        if (citation.Url is { } url)
        {
            json.WriteString("type"u8, "web_search_result_location"u8);
            json.WriteString("url"u8, url.AbsoluteUri);
            json.WriteString("title"u8, citation.Title);
            json.WriteString("encrypted_index"u8, ""u8);
        }
        else
        {
            json.WriteString("type"u8, "char_location"u8);
            json.WriteString("document_title"u8, citation.Title);
            json.WriteString("file_id"u8, citation.FileId);
            json.WriteNumber("document_index"u8, 0);
            json.WriteNumber("start_char_index"u8, 0);
            json.WriteNumber("end_char_index"u8, 0);
        }

        json.WriteEndObject();
    }
}

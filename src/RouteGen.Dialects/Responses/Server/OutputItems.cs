using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses.Server;

/// <summary>Writes items of the output and their parts (OpenAI's OpenAPI document, <c>OutputItem</c>).</summary>
internal static class OutputItems
{
    /// <summary>Begins a message, up to its parts.</summary>
    public static void BeginMessage(Utf8JsonWriter json, string id, ReadOnlySpan<byte> status, string? phase)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("type"u8, "message"u8);
        json.WriteString("status"u8, status);
        json.WriteString("role"u8, "assistant"u8);
        if (phase is not null)
        {
            json.WriteString("phase"u8, phase);
        }

        json.WriteStartArray("content"u8);
    }

    /// <summary>Ends it.</summary>
    public static void EndMessage(Utf8JsonWriter json)
    {
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void WriteText(Utf8JsonWriter json, string text, IList<AIAnnotation>? annotations, JsonElement? probabilities)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "output_text"u8);
        json.WriteStartArray("annotations"u8);
        for (var i = 0; i < annotations?.Count; i++)
        {
            if (annotations[i] is CitationAnnotation citation)
            {
                WriteAnnotation(json, citation);
            }
        }

        json.WriteEndArray();
        WriteProbabilities(json, probabilities);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    public static void WriteProbabilities(Utf8JsonWriter json, JsonElement? probabilities)
    {
        json.WritePropertyName("logprobs"u8);
        if (probabilities is { ValueKind: JsonValueKind.Array } known)
        {
            known.WriteTo(json);
        }
        else
        {
            json.WriteStartArray();
            json.WriteEndArray();
        }
    }

    /// <summary>The raw logprobs that a text carries; null for none.</summary>
    public static JsonElement? ProbabilitiesOf(TextContent text) =>
        text.AdditionalProperties?.TryGetValue(ItemContents.LogProbabilitiesKey, out var known) is true ? known as JsonElement? : null;

    public static void WriteRefusal(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "refusal"u8);
        json.WriteString("refusal"u8, text);
        json.WriteEndObject();
    }

    /// <summary>Whether an annotation can be said.</summary>
    public static bool CanWrite(AIAnnotation annotation) =>
        annotation is CitationAnnotation { Url: not null } or CitationAnnotation { FileId: not null };

    public static void WriteAnnotation(Utf8JsonWriter json, CitationAnnotation citation)
    {
        if (!CanWrite(citation))
        {
            return;
        }

        var region = citation.AnnotatedRegions is [TextSpanAnnotatedRegion span, ..] ? span : null;
        json.WriteStartObject();
        if (citation.Url is { } url)
        {
            json.WriteString("type"u8, "url_citation"u8);
            WriteRegion(json, region);
            json.WriteString("url"u8, url.OriginalString);
            json.WriteString("title"u8, citation.Title ?? "");
        }
        else
        {
            var container = citation.AdditionalProperties?.GetValueOrDefault(Citations.ContainerKey) as string;
            json.WriteString("type"u8, container is null ? "file_citation"u8 : "container_file_citation"u8);
            if (container is null)
            {
                json.WriteNumber("index"u8, region?.StartIndex ?? 0);
            }
            else
            {
                json.WriteString("container_id"u8, container);
                WriteRegion(json, region);
            }

            json.WriteString("file_id"u8, citation.FileId);
            json.WriteString("filename"u8, citation.Title ?? "");
        }

        json.WriteEndObject();
    }

    public static void WriteReasoning(Utf8JsonWriter json, string id, string? text, string? encrypted, ReadOnlySpan<byte> status)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("type"u8, "reasoning"u8);
        if (!status.IsEmpty)
        {
            json.WriteString("status"u8, status);
        }

        json.WriteStartArray("summary"u8);
        if (!string.IsNullOrEmpty(text))
        {
            WriteSummary(json, text);
        }

        json.WriteEndArray();
        if (encrypted is not null)
        {
            json.WriteString("encrypted_content"u8, encrypted);
        }

        json.WriteEndObject();
    }

    public static void WriteSummary(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "summary_text"u8);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    /// <summary>Writes a call, of a function or of a custom tool.</summary>
    public static void WriteCall(
        Utf8JsonWriter json, string id, FunctionCallContent call, bool isCustom, string text, ReadOnlySpan<byte> status)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("type"u8, isCustom ? "custom_tool_call"u8 : "function_call"u8);
        json.WriteString("status"u8, status);
        json.WriteString("call_id"u8, call.CallId);
        json.WriteString("name"u8, call.Name);
        json.WriteString(isCustom ? "input"u8 : "arguments"u8, text);
        json.WriteEndObject();
    }

    /// <summary>Writes an image that was made.</summary>
    public static void WriteImage(Utf8JsonWriter json, string id, DataContent? image, ReadOnlySpan<byte> status)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id);
        json.WriteString("type"u8, "image_generation_call"u8);
        json.WriteString("status"u8, status);
        if (image is null)
        {
            json.WriteNull("result"u8);
        }
        else
        {
            json.WriteBase64String("result"u8, image.Data.Span);
        }

        json.WriteEndObject();
    }

    /// <summary>Whether a call is of a tool that the request defined as one that takes free text.</summary>
    public static bool IsCustom(ResponsesAsked asked, FunctionCallContent call)
    {
        if (CustomTool.InputOf(call) is not null)
        {
            return true;
        }

        for (var i = 0; i < asked.Options.Tools?.Count; i++)
        {
            if (asked.Options.Tools[i] is CustomTool tool && tool.Name == call.Name)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a call hands over, as text.</summary>
    public static string TextOf(FunctionCallContent call, bool isCustom) => isCustom ? CustomTool.InputIn(call) : ToolArguments.Text(call);

    private static void WriteRegion(Utf8JsonWriter json, TextSpanAnnotatedRegion? region)
    {
        json.WriteNumber("start_index"u8, region?.StartIndex ?? 0);
        json.WriteNumber("end_index"u8, region?.EndIndex ?? 0);
    }
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Wire;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// Writes the parts of a message and of a tool's result: <c>input_text</c>, <c>input_image</c>, <c>input_file</c>. There is none for audio.
/// </summary>
internal static class RequestParts
{
    /// <summary>Whether there is a part for a content of a user's; what there is none for is noted.</summary>
    public static bool CanWrite(AIContent content, DroppedOptions dropped)
    {
        var lost = content switch
        {
            TextContent or HostedFileContent => null,
            DataContent data when data.HasTopLevelMediaType("audio") => "audio",
            DataContent data => data.HasTopLevelMediaType("video") ? "video" : null,
            UriContent uri => uri.HasTopLevelMediaType("audio") || uri.HasTopLevelMediaType("video") ? "audio or video by address" : null,
            _ => content.GetType().Name,
        };
        if (lost is not null)
        {
            dropped.Add(lost);
        }

        return lost is null;
    }

    /// <summary>Writes a part.</summary>
    public static void Write(Utf8JsonWriter json, AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                WriteText(json, text.Text);
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                WriteImage(json, "image_url"u8, data.Uri, data);
                break;
            case DataContent data:
                json.WriteStartObject();
                json.WriteString("type"u8, "input_file"u8);
                json.WriteString("filename"u8, data.Name ?? NameOf(data.MediaType));
                json.WriteString("file_data"u8, data.Uri);
                json.WriteEndObject();
                break;
            case UriContent uri when uri.HasTopLevelMediaType("image"):
                WriteImage(json, "image_url"u8, uri.Uri.AbsoluteUri, uri);
                break;
            case UriContent uri:
                json.WriteStartObject();
                json.WriteString("type"u8, "input_file"u8);
                json.WriteString("file_url"u8, uri.Uri.AbsoluteUri);
                json.WriteEndObject();
                break;
            case HostedFileContent file when file.HasTopLevelMediaType("image"):
                WriteImage(json, "file_id"u8, file.FileId, file);
                break;
            case HostedFileContent file:
                json.WriteStartObject();
                json.WriteString("type"u8, "input_file"u8);
                json.WriteString("file_id"u8, file.FileId);
                json.WriteEndObject();
                break;
        }
    }

    /// <summary>Writes a part of text.</summary>
    public static void WriteText(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "input_text"u8);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
    }

    /// <summary>Writes what a tool returned: text, or parts where it returned contents.</summary>
    public static void WriteResult(Utf8JsonWriter json, FunctionResultContent result)
    {
        switch (result.Result)
        {
            case AIContent content:
                json.WriteStartArray();
                WriteResultPart(json, content);
                json.WriteEndArray();
                break;
            case IReadOnlyList<AIContent> { Count: > 0 } contents:
                json.WriteStartArray();
                for (var i = 0; i < contents.Count; i++)
                {
                    WriteResultPart(json, contents[i]);
                }

                json.WriteEndArray();
                break;
            case IReadOnlyList<AIContent>:
                json.WriteStringValue("");
                break;
            case IEnumerable<AIContent> contents:
                json.WriteStartArray();
                foreach (var content in contents)
                {
                    WriteResultPart(json, content);
                }

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(ToolResults.Text(result));
                break;
        }
    }

    private static void WriteResultPart(Utf8JsonWriter json, AIContent content)
    {
        if (content is TextContent or UriContent or HostedFileContent
            || (content is DataContent data && !data.HasTopLevelMediaType("audio")))
        {
            Write(json, content);
        }
        else
        {
            WriteText(json, JsonValues.Text(content));
        }
    }

    private static void WriteImage(Utf8JsonWriter json, ReadOnlySpan<byte> name, string value, AIContent content)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "input_image"u8);
        json.WriteString(name, value);

        // It is required, and "auto" is what it stands for where it is left out.
        json.WriteString(
            "detail"u8,
            content.AdditionalProperties?.TryGetValue("detail", out var detail) is true ? detail?.ToString() ?? "auto" : "auto");
        json.WriteEndObject();
    }

    // A file needs a name, and a prompt that is the same again has to be the same bytes for the provider's cache.
    private static string NameOf(string mediaType) => mediaType switch
    {
        _ when mediaType.StartsWith("application/pdf", StringComparison.OrdinalIgnoreCase) => "file.pdf",
        "text/plain" => "file.txt",
        "text/csv" => "file.csv",
        "text/html" => "file.html",
        "text/markdown" => "file.md",
        "application/json" => "file.json",
        "application/xml" or "text/xml" => "file.xml",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "file.docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "file.xlsx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => "file.pptx",
        _ => "file",
    };
}

using System.ClientModel.Primitives;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;
using RouteGen.Dialects.Vendors;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>Writes the parts of a content: text, images, audio, files, videos and, for Mistral, thoughts.</summary>
internal static class Parts
{
    /// <summary>Whether a content other than text is sent to a vendor.</summary>
    public static bool IsSent(AIContent content, ChatVendor vendor)
    {
        if (content.RawRepresentation is IJsonModel<object> raw && IsRaw(raw))
        {
            return vendor.TakesParts;
        }

        return vendor.TakesParts && content switch
        {
            UriContent uri when uri.HasTopLevelMediaType("image") => true,
            DataContent data when data.HasTopLevelMediaType("image") => true,
            DataContent data when data.HasTopLevelMediaType("audio") => AudioFormat(data.MediaType, vendor) is not null,
            DataContent data when IsPdf(data.MediaType) => vendor.Files != FileForm.None,
            UriContent uri when IsPdf(uri.MediaType) => vendor.Files is FileForm.FileOrAddress or FileForm.DocumentUrl,
            UriContent uri when uri.HasTopLevelMediaType("video") => vendor.TakesVideo,
            DataContent data when data.HasTopLevelMediaType("video") => vendor.TakesVideo,
            HostedFileContent => vendor.Files is FileForm.File or FileForm.FileOrAddress,
            _ => false,
        };
    }

    /// <summary>What a content that is not sent is called in a report.</summary>
    public static string NameOf(AIContent content) => content switch
    {
        DataContent data => data.MediaType,
        UriContent uri => uri.MediaType,
        _ => "hostedFile",
    };

    public static void Write(Utf8JsonWriter json, AIContent content, ChatVendor vendor, bool thoughts)
    {
        if (content.RawRepresentation is IJsonModel<object> raw && IsRaw(raw))
        {
            raw.Write(json, ModelReaderWriterOptions.Json);
            return;
        }

        switch (content)
        {
            case TextContent text:
                json.WriteStartObject();
                json.WriteString("type"u8, "text"u8);
                json.WriteString("text"u8, text.Text);
                json.WriteEndObject();
                break;
            case TextReasoningContent { Text.Length: > 0 } thought when thoughts:
                WriteThought(json, thought.Text);
                break;
            default:
                if (IsSent(content, vendor))
                {
                    WriteMedia(json, content, vendor);
                }

                break;
        }
    }

    private static void WriteMedia(Utf8JsonWriter json, AIContent content, ChatVendor vendor)
    {
        json.WriteStartObject();
        switch (content)
        {
            case UriContent uri when uri.HasTopLevelMediaType("image"):
                WriteAddress(json, "image_url"u8, uri.Uri.AbsoluteUri, DetailOf(content));
                break;
            case DataContent data when data.HasTopLevelMediaType("image"):
                WriteAddress(json, "image_url"u8, data.Uri, DetailOf(content));
                break;
            case UriContent uri when uri.HasTopLevelMediaType("video"):
                WriteAddress(json, "video_url"u8, uri.Uri.AbsoluteUri, null);
                break;
            case DataContent data when data.HasTopLevelMediaType("video"):
                WriteAddress(json, "video_url"u8, data.Uri, null);
                break;
            case DataContent data when data.HasTopLevelMediaType("audio"):
                WriteAudio(json, data, vendor);
                break;
            case DataContent data:
                WriteFile(json, data.Uri, data.Name, vendor);
                break;
            case UriContent uri:
                WriteFile(json, uri.Uri.AbsoluteUri, uri.Uri.Segments[^1], vendor);
                break;
            case HostedFileContent file:
                json.WriteString("type"u8, "file"u8);
                json.WriteStartObject("file"u8);
                json.WriteString("file_id"u8, file.FileId);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteAddress(Utf8JsonWriter json, ReadOnlySpan<byte> type, string address, string? detail)
    {
        json.WriteString("type"u8, type);
        json.WriteStartObject(type);
        json.WriteString("url"u8, address);
        if (detail is not null)
        {
            json.WriteString("detail"u8, detail);
        }

        json.WriteEndObject();
    }

    private static void WriteAudio(Utf8JsonWriter json, DataContent data, ChatVendor vendor)
    {
        json.WriteString("type"u8, "input_audio"u8);
        if (vendor.Audio == AudioForm.DataOnly)
        {
            json.WriteBase64String("input_audio"u8, data.Data.Span);
            return;
        }

        json.WriteStartObject("input_audio"u8);
        json.WriteBase64String("data"u8, data.Data.Span);
        json.WriteString("format"u8, AudioFormat(data.MediaType, vendor));
        json.WriteEndObject();
    }

    private static void WriteFile(Utf8JsonWriter json, string address, string? name, ChatVendor vendor)
    {
        if (vendor.Files == FileForm.DocumentUrl)
        {
            json.WriteString("type"u8, "document_url"u8);
            json.WriteString("document_url"u8, address);
            return;
        }

        json.WriteString("type"u8, "file"u8);
        json.WriteStartObject("file"u8);
        json.WriteString("filename"u8, string.IsNullOrEmpty(name) ? "file.pdf" : name);
        json.WriteString("file_data"u8, address);
        json.WriteEndObject();
    }

    private static void WriteThought(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "thinking"u8);
        json.WriteStartArray("thinking"u8);
        json.WriteStartObject();
        json.WriteString("type"u8, "text"u8);
        json.WriteString("text"u8, text);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The word for a format of audio; null for one that the vendor does not take.</summary>
    private static string? AudioFormat(string mediaType, ChatVendor vendor) => mediaType.ToLowerInvariant() switch
    {
        _ when vendor.Audio == AudioForm.None => null,
        "audio/mpeg" or "audio/mp3" or "audio/mpeg3" => "mp3",
        "audio/wav" or "audio/x-wav" or "audio/wave" or "audio/vnd.wave" => "wav",
        _ when vendor.Audio == AudioForm.Mp3OrWav => null,
        "audio/mp4" or "audio/x-m4a" => "m4a",
        var other => other["audio/".Length..].TrimStart('x', '-'),
    };

    private static string? DetailOf(AIContent content) =>
        content.AdditionalProperties is { } properties && properties.TryGetValue("detail", out var detail) ? detail?.ToString() : null;

    private static bool IsPdf(string mediaType) => mediaType.StartsWith("application/pdf", StringComparison.OrdinalIgnoreCase);

    private static bool IsRaw(object raw)
    {
        var type = raw.GetType();
        return type.Namespace == "OpenAI.Chat" && type.Name == "ChatMessageContentPart";
    }
}

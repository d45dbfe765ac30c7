using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages;

/// <summary>
/// Writes images and documents (docs.anthropic.com/en/docs/build-with-claude/vision, …/pdf-support, …/files): as base64, as text, by their
/// address, or by the id of a file at the provider.
/// </summary>
internal static class Attachments
{
    private const string Pdf = "application/pdf";

    /// <summary>Whether a content has such a block.</summary>
    public static bool IsOne(AIContent content) => content switch
    {
        DataContent data => data.HasTopLevelMediaType("image") || data.HasTopLevelMediaType("text") || IsPdf(data.MediaType),
        UriContent uri => uri.HasTopLevelMediaType("image") || IsPdf(uri.MediaType),
        HostedFileContent => true,
        _ => false,
    };

    public static void Write(Utf8JsonWriter json, AIContent content)
    {
        json.WriteStartObject();
        switch (content)
        {
            case DataContent data:
                WriteData(json, data);
                break;
            case UriContent uri:
                Begin(json, uri.HasTopLevelMediaType("image"));
                json.WriteString("type"u8, "url"u8);
                json.WriteString("url"u8, uri.Uri.AbsoluteUri);
                json.WriteEndObject();
                break;
            case HostedFileContent file:
                Begin(json, file.HasTopLevelMediaType("image"));
                json.WriteString("type"u8, "file"u8);
                json.WriteString("file_id"u8, file.FileId);
                json.WriteEndObject();
                break;
        }

        if (content.AdditionalProperties is { } properties)
        {
            WriteKept(json, "citations", properties);
            WriteKept(json, "context", properties);
            CacheControl.Write(json, properties);
        }

        json.WriteEndObject();
    }

    private static void WriteData(Utf8JsonWriter json, DataContent data)
    {
        var isImage = data.HasTopLevelMediaType("image");
        Begin(json, isImage);
        if (isImage || IsPdf(data.MediaType))
        {
            json.WriteString("type"u8, "base64"u8);
            json.WriteString("media_type"u8, isImage ? data.MediaType : Pdf);
            json.WriteString("data"u8, data.Base64Data.Span);
        }
        else
        {
            json.WriteString("type"u8, "text"u8);
            json.WriteString("media_type"u8, "text/plain"u8);
            json.WriteString("data"u8, Encoding.UTF8.GetString(data.Data.Span));
        }

        json.WriteEndObject();
        if (!isImage && data.Name is { Length: > 0 } name)
        {
            json.WriteString("title"u8, name);
        }
    }

    private static void Begin(Utf8JsonWriter json, bool isImage)
    {
        json.WriteString("type"u8, isImage ? "image"u8 : "document"u8);
        json.WriteStartObject("source"u8);
    }

    private static bool IsPdf(string? mediaType) => string.Equals(mediaType, Pdf, StringComparison.OrdinalIgnoreCase);

    private static void WriteKept(Utf8JsonWriter json, string name, AdditionalPropertiesDictionary properties)
    {
        if (properties.TryGetValue(name, out var value) && value is not null)
        {
            json.WritePropertyName(name);
            JsonValues.Write(json, value);
        }
    }
}

using System.Buffers.Text;
using Microsoft.Extensions.AI;

namespace RouteGen.Dialects.ChatCompletions.Server;

/// <summary>Images, audio and files of a request as contents. Nothing is fetched.</summary>
internal static class Media
{
    /// <summary>What stands in a data URI, or at an address; null where the text is neither.</summary>
    /// <param name="url">The data URI or address.</param>
    /// <param name="mediaType">The type of what an address points to, whose name does not say.</param>
    public static AIContent? FromUrl(string url, string mediaType)
    {
        if (url.StartsWith("data:", StringComparison.OrdinalIgnoreCase))
        {
            var comma = url.IndexOf(',', StringComparison.Ordinal);
            if (comma < 0 || !url.AsSpan(0, comma).EndsWith(";base64", StringComparison.OrdinalIgnoreCase)
                || !Base64.IsValid(url.AsSpan(comma + 1)))
            {
                return null;
            }

            var type = url[5..(comma - ";base64".Length)];
            return FromValid(url, comma + 1, type.Length > 0 ? type : mediaType);
        }

        return Uri.TryCreate(url, UriKind.Absolute, out var address) ? new UriContent(address, TypeOfImage(address) ?? mediaType) : null;
    }

    /// <summary>What stands in base64; null where the text is none.</summary>
    public static DataContent? FromBase64(string data, string mediaType) =>
        Base64.IsValid(data) ? FromValid(data, 0, mediaType) : null;

    /// <summary>The media type of a file by its name.</summary>
    public static string TypeOf(string? fileName) => Path.GetExtension(fileName)?.ToUpperInvariant() switch
    {
        ".PDF" or "" or null => "application/pdf",
        ".TXT" or ".MD" => "text/plain",
        ".CSV" => "text/csv",
        ".HTML" or ".HTM" => "text/html",
        ".JSON" => "application/json",
        _ => "application/octet-stream",
    };

    private static string? TypeOfImage(Uri address) => Path.GetExtension(address.AbsolutePath).ToUpperInvariant() switch
    {
        ".PNG" => "image/png",
        ".JPG" or ".JPEG" => "image/jpeg",
        ".GIF" => "image/gif",
        ".WEBP" => "image/webp",
        _ => null,
    };

    private static DataContent? FromValid(string text, int start, string mediaType)
    {
        try
        {
            return new DataContent(Convert.FromBase64String(start == 0 ? text : text[start..]), mediaType);
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            // The media type is none.
            return null;
        }
    }
}

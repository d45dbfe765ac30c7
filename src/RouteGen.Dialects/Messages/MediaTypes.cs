namespace RouteGen.Dialects.Messages;

/// <summary>What a page of the web is likely to be, by the end of its address.</summary>
internal static class MediaTypes
{
    public static string OfPath(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".htm" or ".html" => "text/html",
        ".txt" => "text/plain",
        ".md" => "text/markdown",
        ".csv" => "text/csv",
        ".json" => "application/json",
        ".xml" => "application/xml",
        ".pdf" => "application/pdf",
        ".png" => "image/png",
        ".jpg" or ".jpeg" => "image/jpeg",
        ".gif" => "image/gif",
        ".webp" => "image/webp",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}

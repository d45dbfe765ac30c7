#nullable enable

namespace RouteGen;

/// <summary>What a model must be able to do to take a content: for the analyzers' reading of a call and the runtime's preflight.</summary>
internal static class MediaFeatures
{
    /// <summary>The feature that a media type needs; none for text. What is neither image, sound nor text is a file.</summary>
    public static ModelFeatures FromMediaType(string mediaType) =>
        mediaType.StartsWith("image/", StringComparison.OrdinalIgnoreCase) ? ModelFeatures.Vision
        : mediaType.StartsWith("audio/", StringComparison.OrdinalIgnoreCase) ? ModelFeatures.Audio
        : mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) ? ModelFeatures.None
        : ModelFeatures.Files;
}

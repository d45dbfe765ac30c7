using System.Text.Json;

namespace RouteGen.Model.Tests.Json;

/// <summary>What System.Text.Json says of a text.</summary>
internal static class JsonOracle
{
    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static bool Accepts(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, Options);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (ArgumentException)
        {
            // Half a surrogate pair cannot be turned into UTF-8.
            return false;
        }
    }
}

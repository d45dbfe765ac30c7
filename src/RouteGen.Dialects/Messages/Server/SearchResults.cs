using System.Text;
using System.Text.Json;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages.Server;

/// <summary>
/// What a caller found (docs.anthropic.com/en/docs/build-with-claude/search-results), as text for targets of other dialects.
/// </summary>
internal static class SearchResults
{
    /// <summary>The title, the source and the texts of a block, a line each.</summary>
    public static string TextOf(ReadOnlyMemory<byte> block)
    {
        using var document = JsonDocument.Parse(block);
        var text = new StringBuilder();
        Add(text, document.RootElement, "title");
        Add(text, document.RootElement, "source");
        if (document.RootElement.TryGetProperty("content", out var content) && content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray())
            {
                Add(text, part, "text");
            }
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, JsonElement parent, string name)
    {
        if (parent.ValueKind == JsonValueKind.Object
            && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String)
        {
            var reader = JsonRead.Start(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(value));
            text.Append(text.Length > 0 ? "\n" : "").Append(JsonRead.Text(ref reader));
        }
    }
}

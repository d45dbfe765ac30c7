using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Messages;

/// <summary>Reads what a text refers to (docs.anthropic.com/en/docs/build-with-claude/citations).</summary>
internal static class Citations
{
    /// <summary>The citations of an array; null where it is empty.</summary>
    public static List<AIAnnotation>? ReadAll(ReadOnlySpan<byte> array)
    {
        List<AIAnnotation>? all = null;
        var reader = JsonRead.Start(array);
        if (JsonRead.EnterArray(ref reader))
        {
            while (JsonRead.NextItem(ref reader))
            {
                if (Read(ref reader, array) is { } citation)
                {
                    (all ??= []).Add(citation);
                }
            }
        }

        return all;
    }

    /// <summary>A citation; null for what is none.</summary>
    /// <param name="reader">At it; at its end afterwards.</param>
    /// <param name="json">The text that the reader reads.</param>
    public static CitationAnnotation? Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        if (!JsonRead.Enter(ref reader))
        {
            return null;
        }

        var citation = new CitationAnnotation();
        string? documentTitle = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("title"u8))
            {
                reader.Read();
                citation.Title = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("document_title"u8))
            {
                reader.Read();
                documentTitle = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("cited_text"u8))
            {
                reader.Read();
                citation.Snippet = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("file_id"u8))
            {
                reader.Read();
                citation.FileId = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("url"u8) || reader.ValueTextEquals("source"u8))
            {
                reader.Read();
                citation.Url = Uri.TryCreate(JsonRead.Text(ref reader), UriKind.Absolute, out var url) ? url : citation.Url;
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        citation.Title ??= documentTitle;
        citation.RawRepresentation = new RawBlock(json[start..(int)reader.BytesConsumed].ToArray());
        return citation;
    }
}

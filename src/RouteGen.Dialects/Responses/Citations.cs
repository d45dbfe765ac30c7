using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// Reads the annotations of a text: <c>url_citation</c>, <c>file_citation</c>, <c>container_file_citation</c>, <c>file_path</c>.
/// </summary>
internal static class Citations
{
    /// <summary>The key in a citation's additional properties for the container in which its file is.</summary>
    public const string ContainerKey = "container_id";

    /// <summary>Reads the array at which the reader is; null where it is empty.</summary>
    public static List<AIAnnotation>? Read(ref Utf8JsonReader reader)
    {
        List<AIAnnotation>? citations = null;
        if (JsonRead.EnterArray(ref reader))
        {
            while (JsonRead.NextItem(ref reader))
            {
                if (ReadOne(ref reader) is { } citation)
                {
                    (citations ??= []).Add(citation);
                }
            }
        }

        return citations;
    }

    /// <summary>Reads the annotation at which the reader is; null where there is none.</summary>
    public static CitationAnnotation? ReadOne(ref Utf8JsonReader reader)
    {
        if (!JsonRead.Enter(ref reader))
        {
            return null;
        }

        var citation = new CitationAnnotation();
        long? start = null, end = null;
        while (JsonRead.Next(ref reader))
        {
            ReadMember(ref reader, citation, ref start, ref end);
        }

        if (start is not null || end is not null)
        {
            citation.AnnotatedRegions =
                [new TextSpanAnnotatedRegion { StartIndex = Index(start), EndIndex = Index(end) }];
        }

        return citation;
    }

    private static void ReadMember(ref Utf8JsonReader reader, CitationAnnotation citation, ref long? start, ref long? end)
    {
        if (reader.ValueTextEquals("url"u8))
        {
            reader.Read();
            citation.Url = Uri.TryCreate(JsonRead.Text(ref reader), UriKind.Absolute, out var url) ? url : citation.Url;
        }
        else if (reader.ValueTextEquals("title"u8) || reader.ValueTextEquals("filename"u8))
        {
            reader.Read();
            citation.Title = JsonRead.Text(ref reader) ?? citation.Title;
        }
        else if (reader.ValueTextEquals("file_id"u8))
        {
            reader.Read();
            citation.FileId = JsonRead.Text(ref reader);
        }
        else if (reader.ValueTextEquals("container_id"u8))
        {
            reader.Read();
            if (JsonRead.Text(ref reader) is { } container)
            {
                (citation.AdditionalProperties ??= [])[ContainerKey] = container;
            }
        }
        else if (reader.ValueTextEquals("start_index"u8))
        {
            reader.Read();
            start = JsonRead.Count(ref reader);
        }
        else if (reader.ValueTextEquals("end_index"u8))
        {
            reader.Read();
            end = JsonRead.Count(ref reader);
        }
        else
        {
            JsonRead.Skip(ref reader);
        }
    }

    private static int? Index(long? index) => index is <= int.MaxValue ? (int)index.Value : null;
}

using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.ChatCompletions;

/// <summary>
/// Reads what a text refers to: <c>annotations</c> of a message (platform.openai.com/docs/api-reference/chat/object), Perplexity's
/// <c>search_results</c> and the bare addresses that it and xAI give as <c>citations</c>.
/// </summary>
internal static class Citations
{
    /// <summary>Reads a list of citations.</summary>
    public static void Read(ref Utf8JsonReader json, ref List<AIAnnotation>? citations)
    {
        if (!JsonRead.EnterArray(ref json))
        {
            return;
        }

        while (JsonRead.NextItem(ref json))
        {
            var citation = new Found();
            if (json.TokenType == JsonTokenType.String)
            {
                citation.Url = JsonRead.Text(ref json);
            }
            else if (JsonRead.Enter(ref json))
            {
                ReadMembers(ref json, ref citation);
            }

            if (citation.ToAnnotation() is { } annotation)
            {
                (citations ??= []).Add(annotation);
            }
        }
    }

    private static void ReadMembers(ref Utf8JsonReader json, ref Found citation)
    {
        while (JsonRead.Next(ref json))
        {
            if (json.ValueTextEquals("url_citation"u8))
            {
                json.Read();
                if (JsonRead.Enter(ref json))
                {
                    ReadMembers(ref json, ref citation);
                }
            }
            else if (json.ValueTextEquals("url"u8))
            {
                json.Read();
                citation.Url = JsonRead.Text(ref json);
            }
            else if (json.ValueTextEquals("title"u8))
            {
                json.Read();
                citation.Title = JsonRead.Text(ref json);
            }
            else if (json.ValueTextEquals("content"u8) || json.ValueTextEquals("snippet"u8))
            {
                json.Read();
                citation.Snippet = JsonRead.Text(ref json) ?? citation.Snippet;
            }
            else if (json.ValueTextEquals("start_index"u8))
            {
                json.Read();
                citation.Start = JsonRead.Count(ref json);
            }
            else if (json.ValueTextEquals("end_index"u8))
            {
                json.Read();
                citation.End = JsonRead.Count(ref json);
            }
            else
            {
                JsonRead.Skip(ref json);
            }
        }
    }

    private struct Found
    {
        public string? Url;
        public string? Title;
        public string? Snippet;
        public long? Start;
        public long? End;

        public readonly CitationAnnotation? ToAnnotation()
        {
            if (string.IsNullOrEmpty(Url) && string.IsNullOrEmpty(Title))
            {
                return null;
            }

            return new()
            {
                Url = Uri.TryCreate(Url, UriKind.RelativeOrAbsolute, out var url) ? url : null,
                Title = string.IsNullOrEmpty(Title) ? null : Title,
                Snippet = string.IsNullOrEmpty(Snippet) ? null : Snippet,
                AnnotatedRegions = Start is <= int.MaxValue && End is <= int.MaxValue
                    ? [new TextSpanAnnotatedRegion { StartIndex = (int)Start, EndIndex = (int)End }]
                    : null,
            };
        }
    }
}

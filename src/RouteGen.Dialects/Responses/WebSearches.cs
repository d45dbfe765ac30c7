#pragma warning disable MEAI001 // Tools that run at the provider are experimental.
using System.Text.Json;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.Json;

namespace RouteGen.Dialects.Responses;

/// <summary>
/// Reads what a model did on the web. Only an action of type <c>search</c> is a search, and billed as one; <c>open_page</c> and
/// <c>find_in_page</c> are none (platform.openai.com/docs/guides/tools-web-search#output-and-citations).
/// </summary>
internal static class WebSearches
{
    public static void Add(List<AIContent> contents, in ItemFields item, ReadOnlySpan<byte> text, RawItem raw, string id)
    {
        var action = item.Action.Equals(default) ? new Action() { IsSearch = true } : Read(text[item.Action]);
        if (!action.IsSearch || item.Status == "failed")
        {
            contents.Add(new ToolCallContent(id));
            contents.Add(new ToolResultContent(id) { RawRepresentation = raw });
            return;
        }

        contents.Add(new WebSearchToolCallContent(id) { Queries = action.Queries });
        contents.Add(new WebSearchToolResultContent(id) { Outputs = action.Sources, RawRepresentation = raw });
    }

    private static Action Read(ReadOnlySpan<byte> json)
    {
        // An action without a type, as of older models, was a search.
        var action = new Action { IsSearch = true };
        var reader = JsonRead.Start(json);
        if (!JsonRead.Enter(ref reader))
        {
            return action;
        }

        string? query = null;
        while (JsonRead.Next(ref reader))
        {
            if (reader.ValueTextEquals("type"u8))
            {
                reader.Read();
                action.IsSearch = reader.TokenType != JsonTokenType.String || reader.ValueTextEquals("search"u8);
                JsonRead.Skip(ref reader);
            }
            else if (reader.ValueTextEquals("query"u8))
            {
                reader.Read();
                query = JsonRead.Text(ref reader);
            }
            else if (reader.ValueTextEquals("queries"u8))
            {
                reader.Read();
                ReadQueries(ref reader, ref action);
            }
            else if (reader.ValueTextEquals("sources"u8))
            {
                reader.Read();
                ReadSources(ref reader, ref action);
            }
            else
            {
                JsonRead.Skip(ref reader);
            }
        }

        action.Queries ??= string.IsNullOrEmpty(query) ? null : [query];
        return action;
    }

    private static void ReadQueries(ref Utf8JsonReader reader, ref Action action)
    {
        if (!JsonRead.EnterArray(ref reader))
        {
            return;
        }

        while (JsonRead.NextItem(ref reader))
        {
            if (JsonRead.Text(ref reader) is { } query)
            {
                (action.Queries ??= []).Add(query);
            }
        }
    }

    private static void ReadSources(ref Utf8JsonReader reader, ref Action action)
    {
        if (!JsonRead.EnterArray(ref reader))
        {
            return;
        }

        while (JsonRead.NextItem(ref reader))
        {
            if (Citations.ReadOne(ref reader)?.Url is { } url)
            {
                (action.Sources ??= []).Add(new UriContent(url, "text/html"));
            }
        }
    }

    private ref struct Action
    {
        public bool IsSearch;
        public List<string>? Queries;
        public List<AIContent>? Sources;
    }
}

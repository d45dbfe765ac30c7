using Microsoft.Extensions.AI;

namespace RouteGen.Wire;

/// <summary>
/// Counts what arrives of a reply: its output, for an estimate where the provider's usage never comes, and its web searches.
/// </summary>
internal struct ReplyTokens
{
    private static readonly TokenEstimator Other = new("");

    private long _tokens;
    private TextTokens _text;
    private bool _any;

    /// <summary>Output tokens as estimated; null when nothing arrived.</summary>
    public readonly long? Tokens => _any ? _tokens + _text.Tokens : null;

    public int WebSearches { get; private set; }

    /// <summary>The web searches of a whole reply.</summary>
    public static int WebSearchesIn(ChatResponse reply)
    {
        var searches = 0;
        var messages = reply.Messages;
        for (var i = 0; i < messages.Count; i++)
        {
            var contents = messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                searches += contents[j] is WebSearchToolCallContent ? 1 : 0;
            }
        }

        return searches;
    }

    /// <summary>The output tokens of a whole reply, as estimated.</summary>
    public static long TokensIn(ChatResponse reply)
    {
        var seen = default(ReplyTokens);
        var messages = reply.Messages;
        for (var i = 0; i < messages.Count; i++)
        {
            var contents = messages[i].Contents;
            for (var j = 0; j < contents.Count; j++)
            {
                seen.Add(contents[j]);
            }
        }

        // A reply that came whole and empty is one of no tokens, not an unknown one.
        return seen.Tokens ?? 0;
    }

    public void Add(AIContent content)
    {
        switch (content)
        {
            case TextContent text:
                Add(text.Text);
                break;
            case TextReasoningContent reasoning:
                Add(reasoning.Text);
                break;
            case WebSearchToolCallContent:
                WebSearches++;
                break;
            case FunctionCallContent or DataContent:
                _tokens += Other.Estimate(content);
                _any = true;
                break;
        }
    }

    public void Add(string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            _text.Add(text);
            _any = true;
        }
    }
}

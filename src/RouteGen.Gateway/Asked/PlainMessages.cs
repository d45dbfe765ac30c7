using System.Collections;
using Microsoft.Extensions.AI;
using RouteGen.Dialects.ChatCompletions.Server;
using RouteGen.Dialects.Relay;
using RouteGen.Wire;

namespace RouteGen.Gateway.Asked;

/// <summary>Messages of which each is a role and a text. They are read when somebody looks at them; a relayed call does not.</summary>
/// <param name="scan">The body, of which <see cref="RelayScan.Plain"/> says that they are.</param>
internal sealed class PlainMessages(RelayScan scan) : IReadOnlyList<ChatMessage>
{
    private List<ChatMessage>? _messages;

    public int Count => scan.Plain!.Count;

    /// <summary>Whether they were read.</summary>
    public bool AreRead => _messages is not null;

    public ChatMessage this[int index] => Read()[index];

    /// <summary>What they count, as they would count read.</summary>
    public long EstimateTokens()
    {
        var body = scan.Body.Span;
        var (texts, tokens) = (scan.Plain!, 0L);
        for (var i = 0; i < texts.Count; i++)
        {
            var text = texts[i];
            tokens += TokenEstimator.EstimateMessage(body.Slice(text.Start, text.Length), text.IsEscaped);
        }

        return tokens;
    }

    public IEnumerator<ChatMessage> GetEnumerator() => Read().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private List<ChatMessage> Read() => _messages ??= ChatCompletionsRequestReader.Read(scan.Body).Messages;
}

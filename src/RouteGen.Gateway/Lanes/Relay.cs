using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;
using RouteGen.Carriers;
using RouteGen.Dialects.Relay;
using RouteGen.Dialects.Wire;
using RouteGen.Wire;

namespace RouteGen.Gateway.Lanes;

/// <summary>Begins relayed attempts, where the target speaks the caller's dialect and nothing speaks against it.</summary>
internal static class Relay
{
    private const int LongestHeader = 2048;

    /// <summary>Begins to relay a caller's JSON.</summary>
    /// <param name="scan">The caller's body.</param>
    /// <param name="terms">What holds for the call.</param>
    /// <param name="asked">The caller's options, as they were read; they are not sent, but the reply is judged by them.</param>
    /// <param name="chat">The target's client.</param>
    /// <param name="edits">What the attempt changes.</param>
    /// <param name="watch">The attempt.</param>
    /// <param name="stamps">The stamps on what only its issuer understands; null where one target alone serves.</param>
    /// <returns>A <see cref="RelayedWhole"/> or <see cref="RelayedStream"/>; null where the request has to be translated.</returns>
    public static Delivery? TryBegin(
        RelayScan scan, RelayTerms terms, ChatOptions? asked, IChatClient chat, in RequestEdits edits, AttemptWatch watch,
        ToolStamps? stamps = null)
    {
        // An application that has the last word on the options has it on all that is sent.
        if (terms.IsOff || watch.HasOptionsHook || chat.GetService(typeof(DialectRelay)) is not DialectRelay relay
            || relay.Dialect != scan.Dialect)
        {
            return null;
        }

        var changed = new RelayEdits
        {
            MaxOutput = edits.MaxOutput,
            Drop = edits.Drop,
            Temperature = edits.Temperature,
            TopP = edits.TopP,
            Effort = edits.Effort,
            Tier = edits.Tier is { } tier ? ServiceTierReading.WordFor(tier) : null,
        };
        if (!relay.Takes(scan, changed))
        {
            return null;
        }

        var dropped = new DroppedOptions();
        var body = relay.Write(scan, changed, terms.Pseudonyms, dropped);
        var settling = new ReplySettling(
            scan.Dialect, Prefix(scan.Dialect) + watch.CallId.ToString("N"), terms.Model, hidesUsage: scan.Streamed && !scan.IncludesUsage);
        var reply = relay.Begin(body, terms.Headers, settling, dropped.Names);
        var options = ChatEdits.Apply(edits, asked);
        var stamped = stamps is null ? null : new StampedReply(stamps, edits.Target, scan.Dialect);
        return scan.Streamed
            ? new RelayedStream(new StreamDelivery(reply, [], options, edits, watch), reply, settling, stamped)
            : new RelayedWhole(WholeDelivery.Start(reply, [], options, edits.Target, watch), reply, stamped);
    }

    /// <summary>
    /// Headers of a caller's that go on to a target of its dialect: those by which Anthropic's clients ask for a version of it. Values that
    /// no header of theirs has do not.
    /// </summary>
    public static IReadOnlyList<KeyValuePair<string, string>> HeadersOf(IHeaderDictionary headers, RelayDialect dialect)
    {
        if (dialect != RelayDialect.Messages)
        {
            return [];
        }

        List<KeyValuePair<string, string>>? taken = null;
        foreach (var name in (ReadOnlySpan<string>)["anthropic-version", "anthropic-beta"])
        {
            foreach (var value in headers[name])
            {
                if (value is { Length: > 0 and <= LongestHeader } && !value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                {
                    (taken ??= []).Add(new(name, value));
                }
            }
        }

        return taken ?? (IReadOnlyList<KeyValuePair<string, string>>)[];
    }

    /// <summary>What ids of replies begin with.</summary>
    public static string Prefix(RelayDialect dialect) => dialect switch
    {
        RelayDialect.ChatCompletions => "chatcmpl-",
        RelayDialect.Responses => "resp_",
        RelayDialect.Messages => "msg_",
        _ => "",
    };
}

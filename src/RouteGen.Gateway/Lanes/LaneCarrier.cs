using Microsoft.Extensions.AI;
using RouteGen.Carriers;
using RouteGen.Content;
using RouteGen.Dialects.Relay;
using RouteGen.Dialects.Requests;
using RouteGen.Gateway.Asked;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Gateway.Lanes;

/// <summary>
/// Takes a caller's request to targets: as it came to those that speak the caller's dialect, and written anew to all others. Which, is
/// decided at each attempt.
/// </summary>
/// <param name="asked">What the caller asks.</param>
/// <param name="scan">The caller's own JSON.</param>
/// <param name="terms">How it goes on.</param>
/// <param name="stamps">The stamps on what only its issuer understands; null where one target alone serves.</param>
internal sealed class LaneCarrier(AskedCall asked, RelayScan scan, RelayTerms terms, ToolStamps? stamps = null) : Carrier
{
    private readonly bool _isStamped = stamps is not null && StampedRequest.MayHave(asked.Body.Span);

    private IRelayed? _relayed;
    private string? _others;
    private RequestFacts? _facts;

    /// <summary>The request in Microsoft.Extensions.AI's words, which a relayed attempt does without.</summary>
    private ChatCarrier Translated => field ??= Translate(stamps?.Restore(asked.Messages) ?? asked.Messages);

    // Once: what a key may use is asked before the call.
    public override RequestFacts Read(TokenEstimator tokens) => _facts ??=
        ReadAsked(tokens) with { AskedModel = asked.Model, TimeLimit = asked.TimeLimit, ForbidsCapture = asked.ForbidsCapture };

    public override void Capture(CallContent content) => Translated.Capture(content);

    public override bool Fits(TargetPorts ports) => ports.Chat is not null;

    /// <summary>
    /// The provider's own refusal, where the last attempt was relayed and refused: a client of its dialect may know what to do by its very
    /// bytes. Null where there is none.
    /// </summary>
    public RefusedReply? Refused => _relayed?.Refused;

    public override Delivery Begin(TargetPorts ports, in RequestEdits edits, AttemptWatch watch)
    {
        if (ScanFor(edits.Target) is { } own && Relay.TryBegin(own, terms, asked.Options, ports.Chat!, edits, watch, stamps) is { } relayed)
        {
            _relayed = (IRelayed)relayed;
            return relayed;
        }

        _relayed = null;
        _others ??= NamesOf(asked.Others);
        var others = _others.Length > 0 ? _others : null;
        var delivery = Translated.Begin(ports, edits, watch);
        return delivery is WholeDelivery whole
            ? new TranslatedWhole(whole, stamps, edits.Target, others)
            : new TranslatedStream((StreamDelivery)delivery, stamps, edits.Target, others);
    }

    // What only the caller's dialect has words for does not reach a target of another. These are read and settled otherwise.
    private static string NamesOf(IReadOnlyList<RequestMember> others) => string.Join(", ", others
        .Where(static m => m.Name is not (
            "service_tier" or "speed" or "web_search_options" or "store" or "n" or "background" or "stream_options"))
        .Select(static m => DialectRelay.NameShown(m.Name)).Distinct().Take(32));

    private ChatCarrier Translate(IReadOnlyList<ChatMessage> messages) => asked.Streamed
        ? new StreamCarrier(messages, asked.Options)
        : new WholeCarrier(messages, asked.Options);

    // Plain messages have nothing but texts: they come with no tool call, no image and no thought.
    private RequestFacts ReadAsked(TokenEstimator tokens)
    {
        if (!tokens.CountsBytes || asked.Messages is not PlainMessages plain)
        {
            return Translated.Read(tokens);
        }

        var facts = Translate([]).Read(tokens);
        var input = facts.InputTokens + plain.EstimateTokens();
        return facts with { InputTokens = input, LargestInput = input };
    }

    /// <summary>The caller's JSON as a target of its dialect takes it; null where it has to be written anew.</summary>
    private RelayScan? ScanFor(string target)
    {
        if (!_isStamped)
        {
            return scan;
        }

        if (StampedRequest.For(stamps!, target, scan.Dialect, asked.Body) is not { } body)
        {
            return null;
        }

        var own = RelayScan.Read(scan.Dialect, body);
        return own.Problems.Count == 0 ? own : null;
    }
}

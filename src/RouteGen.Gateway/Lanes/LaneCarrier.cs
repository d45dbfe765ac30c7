using RouteGen.Carriers;
using RouteGen.Content;
using RouteGen.Dialects.Relay;
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
internal sealed class LaneCarrier(AskedCall asked, RelayScan scan, RelayTerms terms) : Carrier
{
    private IRelayed? _relayed;
    private RequestFacts? _facts;

    private readonly ChatCarrier _translated = asked.Streamed
        ? new StreamCarrier(asked.Messages, asked.Options)
        : new WholeCarrier(asked.Messages, asked.Options);

    // Once: what a key may use is asked before the call.
    public override RequestFacts Read(TokenEstimator tokens) => _facts ??=
        _translated.Read(tokens) with { AskedModel = asked.Model, TimeLimit = asked.TimeLimit, ForbidsCapture = asked.ForbidsCapture };

    public override void Capture(CallContent content) => _translated.Capture(content);

    public override bool Fits(TargetPorts ports) => _translated.Fits(ports);

    /// <summary>
    /// The provider's own refusal, where the last attempt was relayed and refused: a client of its dialect may know what to do by its very
    /// bytes. Null where there is none.
    /// </summary>
    public RefusedReply? Refused => _relayed?.Refused;

    public override Delivery Begin(TargetPorts ports, in RequestEdits edits, AttemptWatch watch)
    {
        if (Relay.TryBegin(scan, terms, asked.Options, ports.Chat!, edits, watch) is { } relayed)
        {
            _relayed = (IRelayed)relayed;
            return relayed;
        }

        _relayed = null;
        var delivery = _translated.Begin(ports, edits, watch);
        return delivery is WholeDelivery whole ? new TranslatedWhole(whole) : new TranslatedStream((StreamDelivery)delivery);
    }
}

using RouteGen.Carriers;
using RouteGen.Content;
using RouteGen.Gateway.Asked;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Gateway.Lanes;

/// <summary>
/// Takes a caller's request to targets: as it came to those that speak the caller's dialect, and written anew to all others. Which, is
/// decided at each attempt.
/// </summary>
internal sealed class LaneCarrier(AskedCall asked) : Carrier
{
    private readonly ChatCarrier _translated = asked.Streamed
        ? new StreamCarrier(asked.Messages, asked.Options)
        : new WholeCarrier(asked.Messages, asked.Options);

    public override RequestFacts Read(TokenEstimator tokens) =>
        _translated.Read(tokens) with { AskedModel = asked.Model, TimeLimit = asked.TimeLimit, ForbidsCapture = asked.ForbidsCapture };

    public override void Capture(CallContent content) => _translated.Capture(content);

    public override bool Fits(TargetPorts ports) => _translated.Fits(ports);

    public override Delivery Begin(TargetPorts ports, in RequestEdits edits, AttemptWatch watch)
    {
        var delivery = _translated.Begin(ports, edits, watch);
        return delivery is WholeDelivery whole ? new TranslatedWhole(whole) : new TranslatedStream((StreamDelivery)delivery);
    }
}

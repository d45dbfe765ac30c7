using Microsoft.AspNetCore.Http;
using RouteGen.Dialects.Relay;
using RouteGen.Gateway.Asked;
using RouteGen.Gateway.Lanes;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>A request that is to become a call: who asks, what, and of which route.</summary>
internal sealed class GatewayCall
{
    public required GatewayRequest Request { get; init; }

    public required AskedCall Asked { get; init; }

    /// <summary>The caller's own JSON.</summary>
    public required RelayScan Scan { get; init; }

    public required CatalogRoute Route { get; init; }

    public required RouteCaller Caller { get; init; }

    public required GatewayServices Services { get; init; }

    public HttpContext Http => Request.Http;

    /// <summary>Ends the call where its caller is gone.</summary>
    public CancellationToken CancellationToken => Request.Aborted;

    /// <summary>What takes the request to targets.</summary>
    public LaneCarrier Carrier => field ??= CreateCarrier();

    private LaneCarrier CreateCarrier() => new(Asked, Scan, new RelayTerms
    {
        Model = Asked.Model,
        IsOff = Services.Options.NeverRelays,
        Pseudonyms = new CallerPseudonyms(Services.Options.PseudonymSecret, Request.Access.Tenant),
        Headers = Relay.HeadersOf(Http.Request.Headers, Asked.Dialect.Relayed),
    }, ToolStamps.For(Route.Planned));
}

using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.Gateway.Limits;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>What endpoints share.</summary>
internal sealed class GatewayServices(
    RouteCatalog catalog, IOptions<RouteGatewayOptions> options, KeyLimits limits, TimeProvider time, ILoggerFactory loggers)
{
    /// <summary>What callers can name now. A table may have another version at the next look.</summary>
    public RouteNames Catalog => catalog.Now;

    /// <summary>
    /// The route that a caller means, of which a call begins: <see cref="CatalogRoute.Leave"/> ends it. Null where this caller has none of
    /// that name.
    /// </summary>
    public CatalogRoute? Enter(GatewayRequest request, string model, bool embeddings)
    {
        while (catalog.Now.Find(model, request.Access, embeddings) is { } route)
        {
            if (route.TryEnter())
            {
                request.Route = route;
                return route;
            }
        }

        return null;
    }

    public RouteGatewayOptions Options { get; } = options.Value;

    public KeyLimits Limits => limits;

    public TimeProvider Time => time;

    public ILogger Log { get; } = loggers.CreateLogger("RouteGen.Gateway");
}

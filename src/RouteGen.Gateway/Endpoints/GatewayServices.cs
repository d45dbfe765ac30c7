using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>What endpoints share.</summary>
internal sealed class GatewayServices(
    RouteCatalog catalog, IOptions<RouteGatewayOptions> options, TimeProvider time, ILoggerFactory loggers)
{
    public RouteCatalog Catalog => catalog;

    public RouteGatewayOptions Options { get; } = options.Value;

    public TimeProvider Time => time;

    public ILogger Log { get; } = loggers.CreateLogger("RouteGen.Gateway");
}

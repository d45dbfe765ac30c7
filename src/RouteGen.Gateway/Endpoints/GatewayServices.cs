using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.Gateway.Limits;
using RouteGen.Gateway.Routing;

namespace RouteGen.Gateway.Endpoints;

/// <summary>What endpoints share.</summary>
internal sealed class GatewayServices(
    RouteCatalog catalog, IOptions<RouteGatewayOptions> options, KeyLimits limits, TimeProvider time, ILoggerFactory loggers)
{
    public RouteCatalog Catalog => catalog;

    public RouteGatewayOptions Options { get; } = options.Value;

    public KeyLimits Limits => limits;

    public TimeProvider Time => time;

    public ILogger Log { get; } = loggers.CreateLogger("RouteGen.Gateway");
}

using Microsoft.Extensions.Logging;

namespace RouteGen.Gateway.Endpoints;

/// <summary>What an endpoint tells of itself.</summary>
internal static partial class GatewayEvents
{
    [LoggerMessage(1, LogLevel.Error, "A request to {Path} failed with {Exception}: a defect of the gateway", EventName = "RequestFailed")]
    public static partial void Failed(this ILogger log, string path, string exception, Exception e);
}

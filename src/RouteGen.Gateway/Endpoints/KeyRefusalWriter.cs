using Microsoft.AspNetCore.Http;
using RouteGen.Gateway.Keys;

namespace RouteGen.Gateway.Endpoints;

/// <summary>Tells why a key was not accepted, in the caller's dialect.</summary>
internal sealed class KeyRefusalWriter : IRefusalWriter
{
    public async ValueTask WriteAsync(HttpContext context, int status, string code, string message, TimeSpan? retryAfter) =>
        await RefusalWriter.WriteAsync(context, GatewayPaths.DialectAt(context),
            new(status, code, message) { RetryAfter = retryAfter, MayRetry = false })
            .ConfigureAwait(false);
}

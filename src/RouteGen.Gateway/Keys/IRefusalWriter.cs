using Microsoft.AspNetCore.Http;

namespace RouteGen.Gateway.Keys;

/// <summary>Writes refusals in the dialect of whoever asks.</summary>
internal interface IRefusalWriter
{
    /// <summary>Writes the whole reply.</summary>
    ValueTask WriteAsync(HttpContext context, int status, string code, string message, TimeSpan? retryAfter);
}

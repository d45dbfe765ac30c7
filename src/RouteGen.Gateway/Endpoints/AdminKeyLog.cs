using Microsoft.Extensions.Logging;

namespace RouteGen.Gateway.Endpoints;

/// <summary>What is written down of administrators: who did what to which key, never a secret.</summary>
internal static partial class AdminKeyLog
{
    [LoggerMessage(110, LogLevel.Information, "Key {KeyId} {Verb} by {Administrator}")]
    public static partial void KeyChanged(this ILogger log, string keyId, string verb, string administrator);

    [LoggerMessage(111, LogLevel.Error, "The store of keys failed a request of an administrator ({Error})")]
    public static partial void AdminFailed(this ILogger log, string error);
}

using Microsoft.Extensions.Logging;

namespace RouteGen.Gateway.Keys;

/// <summary>What is logged of keys: ids and codes, never a key, a hash or anything else that a caller wrote.</summary>
internal static partial class KeyLog
{
    [LoggerMessage(100, LogLevel.Warning, "Requests from this machine need no key, since this is Development and nothing but loopback is " +
        "listened to. Set RouteGen:Gateway:Access:AnonymousOnLoopback to false to change that")]
    public static partial void AnonymousIsAllowed(this ILogger log);

    [LoggerMessage(101, LogLevel.Warning, "There are no keys, so every request is refused. Add hashes under RouteGen:Gateway:Keys, or a " +
        "store of keys")]
    public static partial void NoKeys(this ILogger log);

    [LoggerMessage(103, LogLevel.Error, "A key in configuration stays as it was: {Problem}")]
    public static partial void EntryBroken(this ILogger log, string problem);

    [LoggerMessage(104, LogLevel.Error, "The store of keys does not answer ({Error}). Known keys go on working for {Minutes} minutes; " +
        "others get 503")]
    public static partial void StoreIsAway(this ILogger log, string error, double minutes);

    [LoggerMessage(105, LogLevel.Information, "The store of keys answers again")]
    public static partial void StoreIsBack(this ILogger log);

    [LoggerMessage(106, LogLevel.Debug, "Refused with {Status} {Code}: no key is known")]
    public static partial void Refused(this ILogger log, int status, string code);

    [LoggerMessage(107, LogLevel.Information, "Refused with {Status} {Code}: key {KeyId}")]
    public static partial void KeyRefused(this ILogger log, int status, string code, string keyId);

    [LoggerMessage(108, LogLevel.Warning, "{Address} had {Count} requests without a valid key within a minute; more of them get 429")]
    public static partial void AddressIsOver(this ILogger log, object? address, int count);
}

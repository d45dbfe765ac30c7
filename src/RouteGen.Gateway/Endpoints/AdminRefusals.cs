using RouteGen.Gateway.Keys;

namespace RouteGen.Gateway.Endpoints;

/// <summary>What is said to an administrator who asks for what cannot be.</summary>
internal static class AdminRefusals
{
    public static KeyRefusal NotFound { get; } = new(404, "key_not_found", "There is no key with this id.");

    public static KeyRefusal Revoked { get; } = new(409, "key_revoked", "The key is revoked, which is for good: issue another.");

    public static KeyRefusal ReadOnly { get; } = new(
        409,
        "keys_read_only",
        $"Keys in configuration are changed there, under {KeyEntries.Section}. For keys that are issued while the endpoint runs, " +
        "register a store, such as services.AddRouteSqliteKeys(path).");

    public static KeyRefusal TooLarge { get; } = new(413, "request_too_large", "The body is larger than a key can be.");

    public static KeyRefusal NotJson { get; } = new(400, "invalid_json", "The body must be a JSON object in UTF-8.");
}

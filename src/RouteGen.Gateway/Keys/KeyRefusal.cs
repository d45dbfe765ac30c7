namespace RouteGen.Gateway.Keys;

/// <summary>Why a request is not let in; nothing in it comes from the request.</summary>
internal sealed record KeyRefusal(int Status, string Code, string Message, TimeSpan? RetryAfter = null)
{
    public static KeyRefusal Missing { get; } = new(
        401, "missing_api_key", "This endpoint needs a key: send it as 'Authorization: Bearer <key>', 'x-api-key' or 'api-key'.");

    public static KeyRefusal Bad { get; } = new(
        401, "invalid_api_key", "The key is not one of this endpoint. Check that it is whole, and that it belongs to this address.");

    public static KeyRefusal Conflicting { get; } = new(
        401, "conflicting_api_keys", "The request has different keys in 'Authorization', 'x-api-key' and 'api-key'. Send one.");

    public static KeyRefusal Disabled { get; } = new(403, "key_disabled", "The key is disabled. Whoever issued it can enable it.");

    public static KeyRefusal Expired { get; } = new(403, "key_expired", "The key has expired. Ask whoever issued it for another.");

    public static KeyRefusal Revoked { get; } = new(403, "key_revoked", "The key is revoked, for good. Ask for another.");

    public static KeyRefusal Forbidden { get; } = new(403, "permission_denied", "The key is valid, and may not do this.");

    public static KeyRefusal Away { get; } = new(
        503, "keys_unavailable", "The key cannot be checked at the moment. It is not refused: try later.", TimeSpan.FromSeconds(5));

    public static KeyRefusal TooMany(TimeSpan wait) => new(
        429, "too_many_invalid_keys", "Too many requests from this address had no valid key. One with a valid key is served.", wait);
}

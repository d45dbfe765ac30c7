using System.Security.Claims;
using RouteGen.Keys;

namespace RouteGen.Gateway.Keys;

/// <summary>A key that a store has confirmed, with what is made of it once for all its requests.</summary>
internal sealed class KnownKey
{
    private int _isRefreshing;

    public KnownKey(GatewayKey key, long confirmedAt)
    {
        Key = key;
        ConfirmedAt = confirmedAt;
        Access = GatewayAccess.From(key);
        Identity = IdentityOf(key);
    }

    public GatewayKey Key { get; }

    /// <summary>When the store last said so, as a timestamp.</summary>
    public long ConfirmedAt { get; }

    public GatewayAccess Access { get; }

    public ClaimsIdentity Identity { get; }

    /// <summary>Why it is refused now; null where it is not.</summary>
    public KeyRefusal? RefusalAt(DateTimeOffset now) => Key.State switch
    {
        GatewayKeyState.Revoked => KeyRefusal.Revoked,
        GatewayKeyState.Disabled => KeyRefusal.Disabled,
        _ => now >= Key.ExpiresAt ? KeyRefusal.Expired : null,
    };

    /// <summary>Whether this caller is the one who asks the store again, while others go by what is known.</summary>
    public bool TryBeginRefresh() => Interlocked.CompareExchange(ref _isRefreshing, 1, 0) == 0;

    public void EndRefresh() => Volatile.Write(ref _isRefreshing, 0);

    private static ClaimsIdentity IdentityOf(GatewayKey key)
    {
        List<Claim> claims = [new(RouteGatewayDefaults.Claims.Key, key.Id)];
        if (key.Tenant is { } tenant)
        {
            claims.Add(new(RouteGatewayDefaults.Claims.Tenant, tenant));
        }

        foreach (var group in key.Groups)
        {
            claims.Add(new(RouteGatewayDefaults.Claims.Group, group));
        }

        foreach (var (name, value) in key.Tags)
        {
            claims.Add(new(RouteGatewayDefaults.Claims.Tag, $"{name}={value}"));
        }

        if (key.IsAdministrator)
        {
            claims.Add(new(RouteGatewayDefaults.Claims.Administrator, "true"));
        }

        return new ClaimsIdentity(claims, RouteGatewayDefaults.AuthenticationScheme, RouteGatewayDefaults.Claims.Key, null);
    }
}

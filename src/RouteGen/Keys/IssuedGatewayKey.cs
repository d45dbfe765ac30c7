namespace RouteGen.Keys;

/// <summary>A key with the token that was just made for it. Show the token once, and keep it nowhere.</summary>
public sealed class IssuedGatewayKey
{
    internal IssuedGatewayKey(GatewayKey key, string token) => (Key, Token) = (key, token);

    /// <summary>The key, as it is stored.</summary>
    public GatewayKey Key { get; }

    /// <summary>What its holder sends. It is in no store, and cannot be shown again.</summary>
    public string Token { get; }

    /// <summary>The key, without its token.</summary>
    public override string ToString() => Key.ToString();
}

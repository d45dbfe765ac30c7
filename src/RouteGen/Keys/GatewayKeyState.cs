namespace RouteGen.Keys;

/// <summary>Whether a key is in use.</summary>
public enum GatewayKeyState
{
    /// <summary>It may be used.</summary>
    Active,

    /// <summary>It is refused until it is enabled again.</summary>
    Disabled,

    /// <summary>It is refused for good: nothing makes it active again.</summary>
    Revoked,
}

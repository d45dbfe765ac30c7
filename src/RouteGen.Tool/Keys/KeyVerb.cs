namespace RouteGen.Tool.Keys;

/// <summary>What is done with keys.</summary>
internal enum KeyVerb
{
    /// <summary>All keys of a store.</summary>
    List,

    /// <summary>A new key; without a store, its token and what configuration needs of it.</summary>
    Issue,

    /// <summary>One key.</summary>
    Show,

    /// <summary>Refuses a key for now.</summary>
    Disable,

    /// <summary>Lets a disabled key be used.</summary>
    Enable,

    /// <summary>Refuses a key for good.</summary>
    Revoke,

    /// <summary>Gives a key a new token.</summary>
    Rotate,

    /// <summary>The hash of a token that comes from elsewhere, for configuration.</summary>
    Hash,
}

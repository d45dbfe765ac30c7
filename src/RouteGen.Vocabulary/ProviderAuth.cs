namespace RouteGen;

/// <summary>How requests to a provider are authenticated.</summary>
public enum ProviderAuth
{
    /// <summary>No credentials.</summary>
    None,

    /// <summary>A key that must be configured.</summary>
    ApiKey,

    /// <summary>A key that is sent where one is configured.</summary>
    OptionalApiKey,

    /// <summary>A token of a registered provider of tokens.</summary>
    Token,
}

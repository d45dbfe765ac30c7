namespace RouteGen.Dialects.Relay;

/// <summary>What a request uses beyond the model itself.</summary>
internal enum RelayUseKind
{
    /// <summary>What is kept in the provider's account, which many callers share: files, stores, containers, conversations.</summary>
    Account,

    /// <summary>A host that the provider would call.</summary>
    Host,

    /// <summary>A search of the web by the provider.</summary>
    WebSearch,

    /// <summary>Another tool that the provider runs and bills.</summary>
    HostedTool,

    /// <summary>Several choices, each of which is billed.</summary>
    Choices,

    /// <summary>Other models that the provider would ask, which the route neither prices nor names.</summary>
    Models,

    /// <summary>A service tier or a speed.</summary>
    Tier,

    /// <summary>A reply that the provider keeps, or makes in the background.</summary>
    Kept,
}

/// <summary>A use, and where it is asked for.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">The member, as OpenAI names it: <c>tools[0].server_url</c>.</param>
/// <param name="Word">The word that asks for it, as far as that decides; else null.</param>
internal readonly record struct RelayUse(RelayUseKind Kind, string Path, string? Word = null);

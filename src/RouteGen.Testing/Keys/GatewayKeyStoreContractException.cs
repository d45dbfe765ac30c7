namespace RouteGen.Testing;

/// <summary>A store of keys broke its contract.</summary>
public sealed class GatewayKeyStoreContractException : Exception
{
    internal GatewayKeyStoreContractException(string name, string message)
        : base($"The store of keys breaks its contract: {name}. {message}") => Case = name;

    /// <summary>The case of <see cref="GatewayKeyStoreContract"/> that it broke.</summary>
    public string Case { get; }
}

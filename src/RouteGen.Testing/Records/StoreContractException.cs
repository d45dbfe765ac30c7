namespace RouteGen.Testing;

/// <summary>A store broke its contract.</summary>
public sealed class StoreContractException : Exception
{
    internal StoreContractException(string store, string name, string message)
        : base($"The {store} breaks its contract: {name}. {message}") => Case = name;

    /// <summary>The case of the contract that it broke.</summary>
    public string Case { get; }
}

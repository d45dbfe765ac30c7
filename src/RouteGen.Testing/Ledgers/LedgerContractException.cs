namespace RouteGen.Testing;

/// <summary>A ledger broke its contract.</summary>
public sealed class LedgerContractException : Exception
{
    internal LedgerContractException(string name, string message)
        : base($"The ledger breaks its contract: {name}. {message}") => Case = name;

    /// <summary>The case of <see cref="LedgerContract"/> that it broke.</summary>
    public string Case { get; }
}

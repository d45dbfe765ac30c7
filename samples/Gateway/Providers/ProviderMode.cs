namespace GatewaySample.Providers;

/// <summary>What stands behind a provider of the table.</summary>
internal enum ProviderMode
{
    /// <summary>A server of this program's own, on loopback.</summary>
    Simulated,

    /// <summary>A server of this machine, at the address that the environment names.</summary>
    Local,

    /// <summary>The provider itself, or a server elsewhere: its answers are real, and so is its bill.</summary>
    Live,

    /// <summary>Nothing: its targets are skipped.</summary>
    Disabled,
}

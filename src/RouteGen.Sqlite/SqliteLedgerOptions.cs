namespace RouteGen.Sqlite;

/// <summary>How a SQLite file is kept.</summary>
public sealed class SqliteLedgerOptions
{
    /// <summary>What a commit waits for: <see cref="SqliteDurability.Full"/> by default.</summary>
    public SqliteDurability Durability { get; set; }

    /// <summary>How long an operation waits while other processes write to the file, before it fails. Ten seconds by default.</summary>
    public TimeSpan BusyTimeout { get; set; } = TimeSpan.FromSeconds(10);
}

namespace RouteGen.Sqlite;

/// <summary>How the file of a <see cref="SqliteBudgetLedger"/> is kept.</summary>
public sealed class SqliteLedgerOptions : SqliteFileOptions;

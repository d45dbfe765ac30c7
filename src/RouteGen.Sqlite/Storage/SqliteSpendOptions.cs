namespace RouteGen.Sqlite;

/// <summary>How the file of a <see cref="SqliteSpendStore"/> is kept.</summary>
public sealed class SqliteSpendOptions : SqliteFileOptions;

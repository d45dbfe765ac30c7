namespace RouteGen.Sqlite;

/// <summary>How the file of a <see cref="SqliteGatewayKeyStore"/> is kept.</summary>
public sealed class SqliteKeyOptions : SqliteFileOptions;

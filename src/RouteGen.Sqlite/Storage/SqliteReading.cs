using Microsoft.Data.Sqlite;

namespace RouteGen.Sqlite.Storage;

/// <summary>Connections that read a file while it is written to.</summary>
internal static class SqliteReading
{
    /// <summary>Opens a file that is there, to read.</summary>
    public static SqliteConnection Open(string path, Action<SqliteConnection>? prepare = null)
    {
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        try
        {
            connection.Open();
            prepare?.Invoke(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}

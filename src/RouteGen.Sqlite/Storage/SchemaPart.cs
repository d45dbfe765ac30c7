using Microsoft.Data.Sqlite;

namespace RouteGen.Sqlite.Storage;

/// <summary>Tables that belong together, with a version of their own: several parts can share a file.</summary>
/// <param name="name">The part's name in <c>routegen_schema</c>.</param>
/// <param name="steps">What leads from each version to the next; a new file takes all of them.</param>
internal sealed class SchemaPart(string name, params string[] steps)
{
    /// <summary>Columns that came later, of any version: each is added where its table lacks it, and may be null.</summary>
    public IReadOnlyList<(string Table, string Column, string Type)> Columns { get; init; } = [];

    /// <summary>Creates the part, or brings it to this version.</summary>
    /// <exception cref="InvalidOperationException">A newer package has written the file.</exception>
    public void Apply(SqliteConnection connection)
    {
        connection.Run("CREATE TABLE IF NOT EXISTS routegen_schema (part TEXT PRIMARY KEY, version INTEGER NOT NULL) WITHOUT ROWID");
        using var read = connection.CreateCommand();
        read.CommandText = "SELECT version FROM routegen_schema WHERE part = $part";
        read.Parameters.AddWithValue("$part", name);
        var version = read.ExecuteScalar() is long found ? (int)found : 0;
        if (version > steps.Length)
        {
            throw new InvalidOperationException(
                $"The file '{connection.DataSource}' has version {version} of the tables '{name}', and this RouteGen.Sqlite knows " +
                $"version {steps.Length}. Update the package.");
        }

        for (; version < steps.Length; version++)
        {
            connection.Run(steps[version]);
        }

        foreach (var (table, column, type) in Columns)
        {
            if (!ColumnsOf(connection, table).Contains(column))
            {
                connection.Run($"ALTER TABLE {table} ADD COLUMN {column} {type}");
            }
        }

        using var write = connection.CreateCommand();
        write.CommandText = "INSERT INTO routegen_schema (part, version) VALUES ($part, $version) ON CONFLICT (part) DO UPDATE SET " +
            "version = excluded.version";
        write.Parameters.AddWithValue("$part", name);
        write.Parameters.AddWithValue("$version", version);
        write.ExecuteNonQuery();
    }

    /// <summary>The columns that a table has; none where there is no such table.</summary>
    public static IReadOnlySet<string> ColumnsOf(SqliteConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT name FROM pragma_table_info($table)";
        command.Parameters.AddWithValue("$table", table);
        using var found = command.ExecuteReader();
        var columns = new HashSet<string>(StringComparer.Ordinal);
        while (found.Read())
        {
            columns.Add(found.GetString(0));
        }

        return columns;
    }
}

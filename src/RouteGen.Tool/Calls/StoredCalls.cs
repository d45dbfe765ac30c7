using Microsoft.Data.Sqlite;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Calls;

/// <summary>The records of a SQLite file. It is only read.</summary>
internal static class StoredCalls
{
    private const int MostNamed = 6;
    private const int MostCompared = 5000;

    /// <summary>The JSON of the record whose id begins so.</summary>
    /// <exception cref="UsageException">There is none, or there are several.</exception>
    /// <exception cref="ToolFailure">The file has no records.</exception>
    public static string Find(ToolHost host, string path, string prefix)
    {
        var file = host.FullPath(path);
        if (!File.Exists(file))
        {
            throw new UsageException($"There is no file '{path}'. Name the SQLite file with the records: --records records.db");
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = file,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
        }.ConnectionString);
        try
        {
            connection.Open();
            if (Rows(connection, "SELECT name FROM sqlite_master WHERE name = 'routegen_record'").Count == 0)
            {
                throw new ToolFailure($"The file '{path}' has no records: there is no table 'routegen_record' in it.");
            }

            // Every digit is below 'g'.
            var found = Rows(
                connection, "SELECT id, started_at, route FROM routegen_record WHERE id >= $1 AND id < $2 ORDER BY id LIMIT 7", prefix,
                    prefix + "g");
            return found.Count switch
            {
                0 => throw new UsageException(Missing(connection, path, prefix)),
                1 => Rows(connection, "SELECT json FROM routegen_record WHERE id = $1", found[0][0])[0][0],
                _ => throw new UsageException(
                    $"Several calls begin with '{prefix}': "
                    + string.Join(", ", found.Take(MostNamed).Select(static r => $"{r[0]} ({r[2]}, {r[1]})"))
                        + (found.Count > MostNamed ? ", …" : ".")),
            };
        }
        catch (SqliteException e)
        {
            throw new ToolFailure($"The file '{path}' cannot be read: {e.Message}", e);
        }
    }

    private static string Missing(SqliteConnection connection, string path, string prefix)
    {
        string[] latest =
        [
            .. Rows(connection, "SELECT id FROM routegen_record ORDER BY started_at DESC LIMIT $1", MostCompared).Select(static r => r[0]),
        ];
        if (latest.Length == 0)
        {
            return $"There is no call '{prefix}': '{path}' has no records yet.";
        }

        if (NearestName.Among(latest.Select(id => id[..Math.Min(id.Length, prefix.Length)]).Distinct(StringComparer.Ordinal),
            prefix) is { } near)
        {
            return $"There is no call '{prefix}' in '{path}'. Did you mean "
                + $"'{latest.First(id => id.StartsWith(near, StringComparison.Ordinal))}'?";
        }

        // Ids begin with their time: the ones beside it are those of the calls before and after.
        var beside = Rows(connection, "SELECT id FROM routegen_record WHERE id < $1 ORDER BY id DESC LIMIT 1", prefix)
            .Concat(Rows(connection, "SELECT id FROM routegen_record WHERE id > $1 ORDER BY id LIMIT 1", prefix)).Select(static r => r[0]);
        return $"There is no call '{prefix}' in '{path}'. Beside it are {string.Join(" and ", beside)}; the latest is {latest[0]}.";
    }

    private static List<string[]> Rows(SqliteConnection connection, string sql, params ReadOnlySpan<object> values)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue($"${i + 1}", values[i]);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
        }

        return rows;
    }
}

using Microsoft.Data.Sqlite;

namespace RouteGen.Sqlite.Storage;

/// <summary>A statement that is prepared once, with parameters <c>$1</c>, <c>$2</c> and so on.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    public Statement(SqliteConnection connection, string sql)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 1; sql.Contains($"${i}", StringComparison.Ordinal); i++)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }
    }

    /// <summary>Runs it; the number of rows that it changed.</summary>
    public int Run(params ReadOnlySpan<object> values) => With(values).ExecuteNonQuery();

    /// <summary>Runs it and reads its rows; the reader has to be disposed of before the next run.</summary>
    public SqliteDataReader Read(params ReadOnlySpan<object> values) => With(values).ExecuteReader();

    public void Dispose() => _command.Dispose();

    private SqliteCommand With(ReadOnlySpan<object> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters[i].Value = values[i];
        }

        return _command;
    }
}

/// <summary>Statements that run once.</summary>
internal static class SqliteConnectionExtensions
{
    public static void Run(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}

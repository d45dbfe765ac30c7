using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RouteGen.Sqlite.Storage;

/// <summary>How times and texts stand in columns.</summary>
internal static class SqliteText
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'";

    /// <summary>UTC by ISO 8601 in a fixed width: it sorts as text.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>The time that such a text says.</summary>
    public static DateTimeOffset Time(string text) =>
        DateTimeOffset.ParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>What a clock at the time's own offset shows, to the second.</summary>
    public static string WallClock(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    public static DateTimeOffset TimeAt(SqliteDataReader row, int column) => Time(row.GetString(column));

    public static object OrNull(string? text) => (object?)text ?? DBNull.Value;

    public static string? At(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}

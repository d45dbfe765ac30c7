using Microsoft.Data.Sqlite;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Spend;

/// <summary>
/// Times of calls in a time zone: SQLite knows UTC and the machine's own, so the function <c>spend_time</c> converts them.
/// </summary>
internal static class ZoneTimes
{
    /// <summary>Lets a connection's statements call <c>spend_time</c>, where the zone is not UTC.</summary>
    public static void Define(SqliteConnection connection, TimeZoneInfo zone)
    {
        if (!zone.Equals(TimeZoneInfo.Utc))
        {
            connection.CreateFunction(
                "spend_time", (string time) => SqliteText.WallClock(TimeZoneInfo.ConvertTime(SqliteText.Time(time), zone)),
                    isDeterministic: true);
        }
    }

    /// <summary>The time at which a call began, as the zone's clocks show it: an ISO 8601 text of local time.</summary>
    public static string Expression(TimeZoneInfo zone) => zone.Equals(TimeZoneInfo.Utc) ? "started_at" : "spend_time(started_at)";
}

namespace RouteGen.Sqlite;

/// <summary>How the file of a <see cref="SqliteRecordStore"/> is kept.</summary>
public sealed class SqliteRecordOptions : SqliteFileOptions
{
    private static readonly TimeSpan LongestRetention = TimeSpan.FromDays(3660);

    /// <summary>
    /// How long a record is kept: from an hour to ten years; 31 days by default. Older ones are deleted as others are written.
    /// </summary>
    public TimeSpan Retention { get; set; } = TimeSpan.FromDays(31);

    private protected override string? Problem => Retention < TimeSpan.FromHours(1) || Retention > LongestRetention
        ? $"{nameof(Retention)} must be from an hour to ten years"
        : null;
}

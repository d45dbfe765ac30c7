namespace RouteGen.Sqlite;

/// <summary>How the file of a <see cref="SqliteContentStore"/> is kept.</summary>
public sealed class SqliteContentOptions : SqliteFileOptions
{
    private static readonly TimeSpan LongestRetention = TimeSpan.FromDays(3660);

    /// <summary>How long prompts are kept: from an hour to ten years; 30 days by default.</summary>
    public TimeSpan PromptRetention { get; set; } = TimeSpan.FromDays(30);

    /// <summary>How long replies are kept: from an hour to ten years; 30 days by default.</summary>
    public TimeSpan ReplyRetention { get; set; } = TimeSpan.FromDays(30);

    private protected override string? Problem =>
        !IsRetention(PromptRetention) ? $"{nameof(PromptRetention)} must be from an hour to ten years"
        : !IsRetention(ReplyRetention) ? $"{nameof(ReplyRetention)} must be from an hour to ten years"
        : null;

    private static bool IsRetention(TimeSpan retention) => retention >= TimeSpan.FromHours(1) && retention <= LongestRetention;
}

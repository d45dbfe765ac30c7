namespace RouteGen.Definitions;

/// <summary>
/// The stretch of time that a limit is for, cut into numbered buckets. A calendar period is one bucket. A sliding window is 60 buckets and
/// the one under way, each a sixtieth of it in whole milliseconds, so that an amount counts for the whole length and at most one bucket
/// longer: the cap holds over any stretch of that length.
/// </summary>
public readonly record struct BudgetWindow
{
    private const int Steps = 60;

    private static readonly DateTimeOffset TotalEnd = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private BudgetWindow(BudgetPeriod period, TimeSpan length)
    {
        Period = period;
        Length = length;
    }

    /// <summary>All time: one bucket, which ends with the century.</summary>
    public static BudgetWindow Total { get; } = new(BudgetPeriod.Total, TotalEnd - DateTimeOffset.UnixEpoch);

    /// <summary>The kind.</summary>
    public BudgetPeriod Period { get; }

    /// <summary>The length of a sliding window; the longest that a calendar period can be.</summary>
    public TimeSpan Length { get; }

    /// <summary>The length of a bucket of a sliding window, in whole milliseconds; zero for calendar periods.</summary>
    public TimeSpan Step =>
        Period == BudgetPeriod.Sliding ? TimeSpan.FromMilliseconds(Math.Ceiling(Length.TotalMilliseconds / Steps)) : TimeSpan.Zero;

    /// <summary>A name that is in the keys of accounts, such as <c>day</c> or <c>3600s</c>.</summary>
    public string Name => Period switch
    {
        BudgetPeriod.Hour => "hour",
        BudgetPeriod.Day => "day",
        BudgetPeriod.Week => "week",
        BudgetPeriod.Month => "month",
        BudgetPeriod.Total => "total",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Length.TotalSeconds}s"),
    };

    /// <summary>The last <paramref name="length"/>, whenever that is.</summary>
    public static BudgetWindow CreateSliding(TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        return new(BudgetPeriod.Sliding, length);
    }

    /// <summary>A calendar period in UTC; weeks begin on Monday.</summary>
    public static BudgetWindow CreateCalendar(BudgetPeriod period) => period switch
    {
        BudgetPeriod.Hour => new(period, TimeSpan.FromHours(1)),
        BudgetPeriod.Day => new(period, TimeSpan.FromDays(1)),
        BudgetPeriod.Week => new(period, TimeSpan.FromDays(7)),
        BudgetPeriod.Month => new(period, TimeSpan.FromDays(31)),
        BudgetPeriod.Total => Total,
        _ => throw new ArgumentOutOfRangeException(nameof(period), period, "A sliding window has a length."),
    };

    /// <summary>The bucket into which an amount goes that is settled now.</summary>
    public long GetBucket(DateTimeOffset now)
    {
        var since = now.UtcDateTime - DateTime.UnixEpoch;
        return Period switch
        {
            BudgetPeriod.Hour => Floor(since, TimeSpan.FromHours(1)),
            BudgetPeriod.Day => Floor(since, TimeSpan.FromDays(1)),
            // The epoch was a Thursday.
            BudgetPeriod.Week => Floor(since + TimeSpan.FromDays(3), TimeSpan.FromDays(7)),
            BudgetPeriod.Month => ((now.UtcDateTime.Year - 1970) * 12L) + now.UtcDateTime.Month - 1,
            BudgetPeriod.Total => 0,
            _ => Floor(since, Step),
        };
    }

    /// <summary>The oldest bucket that still counts.</summary>
    public long GetOldestBucket(DateTimeOffset now) => Period == BudgetPeriod.Sliding ? GetBucket(now) - Steps : GetBucket(now);

    /// <summary>When what a bucket holds no longer counts.</summary>
    public DateTimeOffset GetBucketEnd(long bucket) => Period switch
    {
        BudgetPeriod.Hour => DateTimeOffset.UnixEpoch.AddHours(bucket + 1),
        BudgetPeriod.Day => DateTimeOffset.UnixEpoch.AddDays(bucket + 1),
        BudgetPeriod.Week => DateTimeOffset.UnixEpoch.AddDays(((bucket + 1) * 7) - 3),
        BudgetPeriod.Month => DateTimeOffset.UnixEpoch.AddMonths((int)bucket + 1),
        BudgetPeriod.Total => TotalEnd,
        _ => DateTimeOffset.UnixEpoch + (Step * (bucket + Steps + 1)),
    };

    /// <inheritdoc/>
    public override string ToString() => Name;

    private static long Floor(TimeSpan since, TimeSpan step)
    {
        (var quotient, var remainder) = Math.DivRem(since.Ticks, step.Ticks);
        return remainder < 0 ? quotient - 1 : quotient;
    }
}

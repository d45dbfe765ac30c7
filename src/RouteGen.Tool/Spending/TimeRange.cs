using System.CommandLine;
using System.Globalization;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending;

/// <summary>From which moment on, until before which, and whose days.</summary>
internal sealed record TimeRange(DateTimeOffset From, DateTimeOffset To, TimeZoneInfo Zone)
{
    /// <summary>The month as <c>yyyy-MM</c>, where the range is one that was named.</summary>
    public string? Month { get; init; }

    /// <summary>A month of a time zone.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static TimeRange OfMonth(string text, TimeZoneInfo zone)
    {
        if (!DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
            || first.Year is < 1970 or > 9998)
        {
            throw new UsageException($"'{text}' is not a month such as 2026-11.");
        }

        return new(Begins(first, zone), Begins(first.AddMonths(1), zone), zone) { Month = text };
    }

    /// <summary>The time zone of a name such as <c>Europe/Berlin</c>.</summary>
    /// <exception cref="UsageException">There is none, or this machine knows none.</exception>
    public static TimeZoneInfo ZoneOf(string? name)
    {
        if (name is null || name.Equals("utc", StringComparison.OrdinalIgnoreCase))
        {
            return TimeZoneInfo.Utc;
        }

        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(name);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException or System.Security.SecurityException)
        {
            throw new UsageException(
                $"'{name}' is not a time zone that this machine knows, such as Europe/Berlin. Where it knows none, install its time zone " +
                "data (the package tzdata), or leave --time-zone out: days are then those of UTC.");
        }
    }

    /// <summary>The first moment of a day in a time zone: its midnight, or what its clocks show instead.</summary>
    public static DateTimeOffset Begins(DateOnly day, TimeZoneInfo zone)
    {
        var local = day.ToDateTime(default);
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(15);
        }

        // A midnight that comes twice begins the day the first time.
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }

    /// <summary>The day on which a moment is.</summary>
    public static DateOnly DayOf(DateTimeOffset time, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time, zone).DateTime);
}

/// <summary>The options of a range of time.</summary>
internal sealed class TimeRangeOptions
{
    private readonly Option<string?> _from = new("--from")
    {
        Description = "The first day, or moment, that is in it; this month's first day otherwise.",
        HelpName = "2026-11-01",
    };

    private readonly Option<string?> _to = new("--to")
    {
        Description = "The first day, or moment, that is no longer in it.",
        HelpName = "2026-12-01",
    };

    private readonly Option<string?> _month = new("--month") { Description = "A whole month.", HelpName = "2026-11" };

    private readonly Option<string?> _zone = new("--time-zone")
    {
        Description = "Whose hours, days and months count; UTC otherwise.",
        HelpName = "Europe/Berlin",
    };

    /// <summary>Adds them to a verb.</summary>
    public void AddTo(Command verb)
    {
        foreach (var option in (Option[])[_from, _to, _month, _zone])
        {
            verb.Add(option);
        }
    }

    /// <summary>Whether the command line says which range.</summary>
    public bool IsGiven(ParseResult result) =>
        result.GetValue(_from) is not null || result.GetValue(_to) is not null || result.GetValue(_month) is not null;

    /// <summary>The time zone alone.</summary>
    public string? Zone(ParseResult result) => result.GetValue(_zone);

    /// <summary>What the command line says, or else the month so far.</summary>
    /// <exception cref="UsageException">It is wrong.</exception>
    public TimeRange Read(ParseResult result, DateTimeOffset now)
    {
        var zone = TimeRange.ZoneOf(result.GetValue(_zone));
        var (from, to) = (result.GetValue(_from), result.GetValue(_to));
        if (result.GetValue(_month) is { } month)
        {
            return from is null && to is null
                ? TimeRange.OfMonth(month, zone)
                : throw new UsageException("Give --month, or --from and --to, not both.");
        }

        var today = TimeRange.DayOf(now, zone);
        var range = new TimeRange(
            from is null ? TimeRange.Begins(today.AddDays(1 - today.Day), zone) : Time(from, zone),
            to is null ? DateTimeOffset.MaxValue : Time(to, zone), zone);
        return range.To < range.From ? throw new UsageException("--to is before --from.") : range;
    }

    private static DateTimeOffset Time(string text, TimeZoneInfo zone)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return TimeRange.Begins(day, zone);
        }

        // What states no offset is a time of the zone.
        if (DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var time)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return time.Kind == DateTimeKind.Unspecified
                ? new DateTimeOffset(time, zone.GetUtcOffset(time)).ToUniversalTime()
                : moment.ToUniversalTime();
        }

        throw new UsageException($"'{text}' is not a time such as 2026-11-01 or 2026-11-01T12:00:00Z.");
    }
}

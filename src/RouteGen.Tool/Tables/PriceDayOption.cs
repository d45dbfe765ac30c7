using System.CommandLine;
using System.Globalization;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tables;

/// <summary>The option <c>--at</c>: the day whose prices count.</summary>
internal static class PriceDayOption
{
    /// <summary>Makes the option.</summary>
    public static Option<string?> Create() => new("--at")
    {
        Description = "The day whose prices count, for tables with dated prices; today unless stated.",
        HelpName = "yyyy-MM-dd",
    };

    /// <summary>The day, as its first moment in UTC.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static DateTimeOffset Read(ToolHost host, string? text)
    {
        if (text is null)
        {
            return new(host.Time.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);
        }

        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero)
            : throw new UsageException($"'{text}' is not a day such as 2026-11-29.");
    }
}

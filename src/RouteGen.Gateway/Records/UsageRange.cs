using System.Globalization;
using RouteGen.Records;

namespace RouteGen.Gateway.Records;

/// <summary>The days that a request asks for, as its query states them.</summary>
internal static class UsageRange
{
    private const int LongestDays = 366;
    private static readonly string[] Formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>
    /// Reads a range: from the first of this month to tomorrow where nothing is stated. Days are UTC; the last is not in it.
    /// </summary>
    /// <returns>The name of the parameter that is wrong; null where none is.</returns>
    public static string? TryRead(string? from, string? to, DateTimeOffset now, out (DateOnly From, DateOnly To) range)
    {
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        range = (new DateOnly(today.Year, today.Month, 1), today.AddDays(1));
        if (!string.IsNullOrEmpty(to))
        {
            if (!TryParse(to, out var until))
            {
                return "to";
            }

            range = (new DateOnly(until.AddDays(-1).Year, until.AddDays(-1).Month, 1), until);
        }

        if (!string.IsNullOrEmpty(from))
        {
            if (!TryParse(from, out var since))
            {
                return "from";
            }

            range.From = since;
        }

        return range.To < range.From || range.To.DayNumber - range.From.DayNumber > LongestDays ? "from" : null;
    }

    private static bool TryParse(string text, out DateOnly day)
    {
        var isTime = DateTimeOffset.TryParseExact(
            text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time);
        day = isTime ? DateOnly.FromDateTime(time.UtcDateTime) : default;
        return isTime && day > DateOnly.MinValue.AddDays(1);
    }
}

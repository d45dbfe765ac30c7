using System.Globalization;

namespace RouteGen.Model.Fields;

/// <summary>Durations as the table writes them: <c>800ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>.</summary>
internal static class Durations
{
    private const long LongestWindowSeconds = 31 * 86_400;

    private static readonly (string Suffix, decimal Ticks)[] Units =
        [("ms", TimeSpan.TicksPerMillisecond),
            ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour)];

    /// <summary>Reads the length of a sliding window: whole seconds, minutes, hours or days, from one second to 31 days.</summary>
    public static bool TryParseWindow(string text, out TimeSpan length)
    {
        length = default;
        if (text.Length is < 2 or > 8 || text[0] is < '1' or > '9' || !text.Take(text.Length - 1).All(c => c is >= '0' and <= '9'))
        {
            return false;
        }

        var seconds = text[text.Length - 1] switch { 's' => 1L, 'm' => 60, 'h' => 3_600, 'd' => 86_400, _ => 0 };
        var count = long.Parse(text.Substring(0, text.Length - 1), CultureInfo.InvariantCulture) * seconds;
        length = TimeSpan.FromSeconds(Math.Min(count, LongestWindowSeconds));
        return count is >= 1 and <= LongestWindowSeconds;
    }

    /// <summary>Reads a duration of more than zero and at most 24 hours.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        foreach (var (suffix, ticksPerUnit) in Units)
        {
            if (!text.EndsWith(suffix, StringComparison.Ordinal))
            {
                continue;
            }

            var number = text.Substring(0, text.Length - suffix.Length);
            if (number.Length is 0 or > 20 || number[0] == '.' || number[number.Length - 1] == '.'
                || !decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var count))
            {
                continue;
            }

            // Compared before it is multiplied, since 20 digits of hours in ticks leave the range of decimal.
            var ticks = count > TimeSpan.TicksPerDay / ticksPerUnit ? 0 : decimal.Truncate(count * ticksPerUnit);
            duration = TimeSpan.FromTicks((long)ticks);
            return ticks >= 1;
        }

        return false;
    }
}

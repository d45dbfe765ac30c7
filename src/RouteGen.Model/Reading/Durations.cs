using System.Globalization;

namespace RouteGen.Model.Reading;

/// <summary>Durations as the table writes them: <c>800ms</c>, <c>30s</c>, <c>5m</c>, <c>1h</c>.</summary>
internal static class Durations
{
    private static readonly (string Suffix, decimal Ticks)[] Units =
        [("ms", TimeSpan.TicksPerMillisecond), ("s", TimeSpan.TicksPerSecond), ("m", TimeSpan.TicksPerMinute), ("h", TimeSpan.TicksPerHour)];

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

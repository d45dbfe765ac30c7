using System.Globalization;

namespace RouteGen.Generators.Writing;

/// <summary>Times as text, exact to the tick: in the largest unit of which they are a whole number.</summary>
internal static class TimeText
{
    private static readonly (long Ticks, string Name)[] Units =
    [
        (TimeSpan.TicksPerDay, "Days"),
        (TimeSpan.TicksPerHour, "Hours"),
        (TimeSpan.TicksPerMinute, "Minutes"),
        (TimeSpan.TicksPerSecond, "Seconds"),
        (TimeSpan.TicksPerMillisecond, "Milliseconds"),
        (TimeSpan.TicksPerMillisecond / 1000, "Microseconds"),
        (1, "Ticks"),
    ];

    /// <summary>As an expression.</summary>
    public static string Literal(TimeSpan value)
    {
        if (value == TimeSpan.Zero)
        {
            return "global::System.TimeSpan.Zero";
        }

        var (count, unit) = In(value);
        return $"global::System.TimeSpan.From{unit}({count})";
    }

    /// <summary>As words, such as <c>24 hours</c>.</summary>
    public static string Words(TimeSpan value)
    {
        var (count, unit) = In(value);
        return $"{count} {(count == "1" ? unit.Substring(0, unit.Length - 1) : unit).ToLowerInvariant()}";
    }

    private static (string Count, string Unit) In(TimeSpan value)
    {
        // The last unit fits every time.
        var i = 0;
        while (value.Ticks % Units[i].Ticks != 0)
        {
            i++;
        }

        return ((value.Ticks / Units[i].Ticks).ToString(CultureInfo.InvariantCulture), Units[i].Name);
    }
}

using System.Globalization;

namespace RouteGen.Model.Problems;

/// <summary>Values as a message shows them, in no culture's way but the table's.</summary>
internal static class Shown
{
    /// <summary>Money or a rate, without trailing zeros or exponents.</summary>
    public static string Usd(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    /// <summary>A count with thousands separated.</summary>
    public static string Count(int value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number as it is written in code.</summary>
    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>A number of things: <c>1 attempt</c>, <c>2 attempts</c>.</summary>
    public static string Counted(int value, string thing) => Number(value) + " " + thing + (value == 1 ? "" : "s");

    /// <summary>A duration as the table would write it.</summary>
    public static string Duration(TimeSpan value) => value.Ticks % TimeSpan.TicksPerSecond == 0
        ? ((long)value.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "s"
        : value.TotalMilliseconds.ToString("0.####", CultureInfo.InvariantCulture) + "ms";

    /// <summary>Names in quotes: <c>'a', 'b' and 'c'</c>.</summary>
    public static string Names(IReadOnlyList<string> names) => Listed(names.Select(n => $"'{PlainText.Escape(n)}'").ToArray());

    /// <summary>Phrases: <c>a, b and c</c>; past four, the rest is counted.</summary>
    public static string Listed(IReadOnlyList<string> phrases) => phrases.Count switch
    {
        0 => "",
        1 => phrases[0],
        > 4 => $"{string.Join(", ", phrases.Take(3))} and {Number(phrases.Count - 3)} more",
        _ => $"{string.Join(", ", phrases.Take(phrases.Count - 1))} and {phrases[phrases.Count - 1]}",
    };
}

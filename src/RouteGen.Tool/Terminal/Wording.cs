using System.Globalization;

namespace RouteGen.Tool.Terminal;

/// <summary>Numbers as a person reads them, in no culture's way. What programs read is exact and never comes from here.</summary>
internal static class Wording
{
    /// <summary>What stands for a cost that is not known: it is never 0.</summary>
    public const string Unknown = "unknown";

    private const int Digits = 3;

    /// <summary>An amount in USD: cents from a dollar on, three digits that count below.</summary>
    public static string Usd(decimal? usd) => usd switch
    {
        null => Unknown,
        0m => "$0",
        { } value when Math.Abs(value) >= 1m => Signed(value, "N2"),
        { } value => Signed(value, "0.00" + new string('#', Math.Max(0, Decimals(value) - 2))),
    };

    /// <summary>A rate in USD per million tokens, whole: <c>0.25</c>.</summary>
    public static string Rate(decimal? rate) => rate?.ToString("0.00########", CultureInfo.InvariantCulture) ?? Unknown;

    /// <summary>A count with its thousands set apart.</summary>
    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of things: <c>1 route</c>, <c>2 routes</c>.</summary>
    public static string Counted(long count, string thing) => $"{Count(count)} {thing}{(count == 1 ? "" : "s")}";

    /// <summary>A window in three digits: <c>272k</c>, <c>1.05M</c>.</summary>
    public static string Tokens(long tokens) => tokens switch
    {
        >= 1_000_000 => (tokens / 1_000_000m).ToString("0.##", CultureInfo.InvariantCulture) + "M",
        >= 10_000 => (tokens / 1000m).ToString("0", CultureInfo.InvariantCulture) + "k",
        >= 1000 => (tokens / 1000m).ToString("0.#", CultureInfo.InvariantCulture) + "k",
        _ => tokens.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>A stretch of time: <c>850 ms</c>, <c>12.3 s</c>, <c>1 min 20 s</c>.</summary>
    public static string Duration(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1000 } => time.TotalMilliseconds.ToString("0.#", CultureInfo.InvariantCulture) + " ms",
        { TotalSeconds: < 60 } => time.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture) + " s",
        { TotalHours: < 1 } => Parts((long)time.TotalMinutes, "min", time.Seconds, "s"),
        { TotalDays: < 1 } => Parts((long)time.TotalHours, "h", time.Minutes, "min"),
        _ => Parts((long)time.TotalDays, "d", time.Hours, "h"),
    };

    /// <summary>A share: <c>5.5 %</c>.</summary>
    public static string Percent(decimal share) => (100m * share).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    /// <summary>Names one after the other: <c>a, b and c</c>.</summary>
    public static string Listed(IReadOnlyList<string> names) => names.Count switch
    {
        0 => "",
        1 => names[0],
        _ => $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}",
    };

    private static string Parts(long whole, string unit, int rest, string unitOfRest) =>
        rest == 0 ? string.Create(CultureInfo.InvariantCulture, $"{whole} {unit}")
        : string.Create(CultureInfo.InvariantCulture, $"{whole} {unit} {rest} {unitOfRest}");

    private static string Signed(decimal value, string format) =>
        (value < 0 ? "-$" : "$") + Math.Abs(value).ToString(format, CultureInfo.InvariantCulture);

    private static int Decimals(decimal value)
    {
        var decimals = Digits;
        for (var rest = Math.Abs(value); rest < 0.1m && decimals < 28; rest *= 10m)
        {
            decimals++;
        }

        return decimals;
    }
}

using System.Globalization;
using RouteGen.Model.Problems;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>Values as a change says them: exact, in no culture's way.</summary>
internal static class Show
{
    public static string? Text(string? text) => text is null ? null : PlainText.Escape(text);

    public static string Name(string name) => PlainText.Escape(name);

    public static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(PlainText.Escape)) is { Length: > 0 } text
        ? text : "none";

    public static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    public static string Number(decimal number) => Shown.Usd(number);

    public static string Usd(decimal number) => "$" + Shown.Usd(number);

    /// <summary>USD for a person: as many digits as tell prices apart, and no more.</summary>
    public static string Money(decimal usd)
    {
        var size = Math.Abs(usd);
        var digits = size >= 100 ? 2 : size >= 1 ? 3 : size >= 0.01m ? 4 : size >= 0.0001m ? 6 : 9;
        return (usd < 0 ? "-$" : "$")
            + Math.Round(size, digits, MidpointRounding.AwayFromZero).ToString("0.00#######", CultureInfo.InvariantCulture);
    }

    public static string Time(TimeSpan time) => Shown.Duration(time);

    public static string Flag(bool flag) => flag ? "yes" : "no";

    public static string Days(int days) => days == 0 ? "none" : $"{days.ToString(CultureInfo.InvariantCulture)}d";

    /// <summary>The table's word for a value.</summary>
    public static string Word<T>(IReadOnlyList<(string Word, T Value)> words, T value)
    {
        foreach (var (word, of) in words)
        {
            if (EqualityComparer<T>.Default.Equals(of, value))
            {
                return word;
            }
        }

        return value?.ToString() ?? "none";
    }

    /// <summary>The table's words for flags.</summary>
    public static IEnumerable<string> Words<T>(IReadOnlyList<(string Word, T Value)> words, T flags)
        where T : struct, Enum => words.Where(w => flags.HasFlag(w.Value)).Select(static w => w.Word);

    /// <summary>By how much something rose or fell: <c>+20 %</c>; empty where that says nothing.</summary>
    public static string Percent(decimal before, decimal after)
    {
        if (before == 0 || before == after)
        {
            return "";
        }

        var percent = (after - before) / before * 100;
        var digits = Math.Abs(percent) >= 10 ? 0 : 1;
        var rounded = Math.Round(percent, digits, MidpointRounding.AwayFromZero).ToString("+#,##0.#;-#,##0.#;0",
            CultureInfo.InvariantCulture);
        return rounded == "0" ? "" : rounded + " %";
    }
}

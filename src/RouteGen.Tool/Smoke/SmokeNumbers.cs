using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace RouteGen.Tool.Smoke;

/// <summary>Options with values that can be wrong.</summary>
internal static class SmokeNumbers
{
    public static Option<decimal> Usd(string name, string description, decimal usual) => Make(
        name, "USD", description, usual, "an amount such as 0.25",
        static text => decimal.TryParse(text.TrimStart('$'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var usd)
            && usd is > 0m and <= 10_000m ? usd : null);

    public static Option<int> Count(string name, string description, int usual) => Make(
        name, "N", description, usual, "a number from 1 to 64",
        static text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n is >= 1 and <= 64 ? n : null);

    public static Option<double> Factor(string name, string description, double usual) => Make(
        name, "FACTOR", description, usual,
            "a factor above 1, such as 1.5",
        static text => double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var f) && f is > 1 and < 1000
            ? f : null);

    public static Option<TimeSpan> Duration(string name, string description, TimeSpan usual) => Make(
        name, "TIME", string.Create(CultureInfo.InvariantCulture, $"{description} Without it: {usual.TotalSeconds}s."), usual,
        "a time such as 30s, 500ms or 5m, at most an hour", Time);

    public static Option<string> File(string name, string description) => new(name) { Description = description, HelpName = "FILE" };

    private static TimeSpan? Time(string text)
    {
        var (number, unit) = text switch
        {
            [.., 'm', 's'] => (text[..^2], TimeSpan.FromMilliseconds(1)),
            [.., 's'] => (text[..^1], TimeSpan.FromSeconds(1)),
            [.., 'm'] => (text[..^1], TimeSpan.FromMinutes(1)),
            [.., 'h'] => (text[..^1], TimeSpan.FromHours(1)),
            _ => (text, TimeSpan.FromSeconds(1)),
        };
        return decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value > 0m && value <= 3_600_000m && (double)value * unit is { } time && time <= TimeSpan.FromHours(1) ? time : null;
    }

    private static Option<T> Make<T>(string name, string help, string description, T usual, string form, Func<string, T?> parse)
        where T : struct => new(name)
        {
            Description = description,
            HelpName = help,
            DefaultValueFactory = _ => usual,
            CustomParser = result =>
            {
                var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                if (parse(text) is { } value)
                {
                    return value;
                }

                Refuse(result, $"'{text}' is not what {name} takes: {form}.");
                return usual;
            },
        };

    private static void Refuse(ArgumentResult result, string message) => result.AddError(message);
}

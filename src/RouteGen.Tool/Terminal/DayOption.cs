using System.CommandLine;
using System.Globalization;

namespace RouteGen.Tool.Terminal;

/// <summary>Options whose value is a day.</summary>
internal static class DayOption
{
    /// <summary>Makes an option; without it there is no day.</summary>
    public static Option<DateOnly?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "yyyy-MM-dd",
        CustomParser = static result =>
        {
            var word = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (DateOnly.TryParseExact(word, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                return day;
            }

            result.AddError($"'{word}' is not a day such as 2026-11-29.");
            return null;
        },
    };

    /// <summary>Makes <c>--at</c>, the day whose prices count.</summary>
    public static Option<DateOnly?> CreateForPrices() =>
        Create("--at", "The day whose prices count, for tables with dated prices; today unless stated.");

    /// <summary>The first moment of a day in UTC; of today where none is stated.</summary>
    public static DateTimeOffset Start(ToolHost host, DateOnly? day) =>
        new((day ?? Today(host)).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    /// <summary>The day of the host's clock, in UTC.</summary>
    public static DateOnly Today(ToolHost host) => DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime);
}

using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace RouteGen.Tool.Pricing;

/// <summary>Options that are counts: <c>1200</c>, <c>1,200</c>, <c>1_200</c>, <c>1.2k</c> or <c>3M</c>.</summary>
internal static class CountOption
{
    /// <summary>Makes one.</summary>
    public static Option<long?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "count",
        CustomParser = Parse,
    };

    private static long? Parse(ArgumentResult result)
    {
        var text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        var (number, unit) = text switch
        {
            [.. var digits, 'k' or 'K'] => (digits, 1000m),
            [.. var digits, 'm' or 'M'] => (digits, 1_000_000m),
            _ => (text, 1m),
        };
        if (decimal.TryParse(
                number.Replace("_", "", StringComparison.Ordinal),
                NumberStyles.AllowThousands | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            && value <= long.MaxValue / unit && decimal.Truncate(value * unit) == value * unit)
        {
            return (long)(value * unit);
        }

        result.AddError($"'{text}' is not a count such as 1200, 1,200 or 1.2k.");
        return null;
    }
}

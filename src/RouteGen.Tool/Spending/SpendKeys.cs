using System.CommandLine;
using RouteGen.Spend;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending;

/// <summary>What spend is grouped by and chosen by, as command lines say it.</summary>
internal static class SpendKeys
{
    /// <summary>Makes the option for groups.</summary>
    public static Option<string[]> CreateBy()
    {
        var option = new Option<string[]>("--by")
        {
            Description = $"What to group by, separated by commas: {Dimensions}, tag:<name>.",
            HelpName = "tenant,route",
        };
        option.CompletionSources.Add(_ => Names().Select(static name => new System.CommandLine.Completions.CompletionItem(name)));
        return option;
    }

    /// <summary>Makes the option for filters.</summary>
    public static Option<string[]> CreateWhere() => new("--where")
    {
        Description = "Only lines of this value; may be given several times, and then all of them count.",
        HelpName = "tenant=acme",
    };

    /// <summary>The keys of <c>--by</c>.</summary>
    /// <exception cref="UsageException">One is none.</exception>
    public static IReadOnlyList<SpendKey> ReadBy(string[]? texts) =>
        [.. (texts ?? []).SelectMany(static text => text.Split(',')).Select(Key).Distinct()];

    /// <summary>The filters of <c>--where</c>.</summary>
    /// <exception cref="UsageException">One is none.</exception>
    public static IReadOnlyList<SpendFilter> ReadWhere(string[]? texts) => [.. (texts ?? []).Select(static text =>
        text.Split('=', 2) is [var key, var value]
            ? new SpendFilter(Key(key), value)
            : throw new UsageException($"'{text}' is not a filter such as tenant=acme."))];

    private static SpendKey Key(string name) => SpendKey.TryParse(name.Trim(), out var key)
        ? key
        : throw new UsageException($"'{name}' is not a key to group by; the keys are {Dimensions} and tag:<name>.");

    private static string Dimensions => string.Join(", ", Names());

    private static IEnumerable<string> Names() =>
        Enum.GetNames<SpendDimension>().Where(static n => n != nameof(SpendDimension.Tag)).Select(static n => n.ToLowerInvariant());
}

using System.Globalization;
using RouteGen.Spend;
using RouteGen.Tool.Arguments;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending;

/// <summary>What a report of spend was asked for.</summary>
/// <param name="File">The SQLite file.</param>
/// <param name="Query">Range, groups and filters.</param>
/// <param name="Format">How it is written.</param>
/// <param name="Output">The file to write; null prints.</param>
internal sealed record SpendOptions(string File, SpendQuery Query, SpendFormat Format, string? Output)
{
    /// <summary>Reads the arguments behind <c>routegen spend</c>.</summary>
    /// <exception cref="UsageException">They are wrong.</exception>
    public static SpendOptions Parse(string[] args)
    {
        string? file = null, output = null;
        var (from, to) = (FirstOfMonth(TimeProvider.System.GetUtcNow()), DateTimeOffset.MaxValue);
        var format = SpendFormat.Table;
        var groupBy = new List<SpendKey>();
        var where = new List<SpendFilter>();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "--from":
                    from = Time(OptionValue.Read(args, ref i));
                    break;
                case "--to":
                    to = Time(OptionValue.Read(args, ref i));
                    break;
                case "--by":
                    groupBy.AddRange(OptionValue.Read(args, ref i).Split(',').Select(Key));
                    break;
                case "--where":
                    where.Add(Filter(OptionValue.Read(args, ref i)));
                    break;
                case "--csv":
                    format = SpendFormat.Csv;
                    break;
                case "--json":
                    format = SpendFormat.Json;
                    break;
                case "--lines":
                    format = SpendFormat.Lines;
                    break;
                case "-o" or "--output":
                    output = OptionValue.Read(args, ref i);
                    break;
                case var other when other.StartsWith('-') || file is not null:
                    throw new UsageException($"'{other}' is not expected here; see routegen --help.");
                case var path:
                    file = path;
                    break;
            }
        }

        if (to < from)
        {
            throw new UsageException("--to is before --from.");
        }

        return new SpendOptions(
            file ?? throw new UsageException("Name the file: routegen spend spend.db --by tenant"),
            new SpendQuery(from, to) { GroupBy = groupBy, Where = where }, format, output);
    }

    private static DateTimeOffset FirstOfMonth(DateTimeOffset now) => new(now.Year, now.Month, 1, 0, 0, 0, TimeSpan.Zero);

    private static DateTimeOffset Time(string text) =>
        DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw new UsageException($"'{text}' is not a time such as 2026-11-01 or 2026-11-01T12:00:00Z.");

    private static SpendKey Key(string name) => SpendKey.TryParse(name.Trim(), out var key)
        ? key
        : throw new UsageException($"'{name}' is not a key to group by; the keys are {Dimensions} and tag:<name>.");

    private static string Dimensions => string.Join(
        ", ",
        Enum.GetNames<SpendDimension>().Where(n => n != nameof(SpendDimension.Tag)).Select(n => n.ToLowerInvariant()));

    private static SpendFilter Filter(string text) => text.Split('=', 2) is [var key, var value]
        ? new SpendFilter(Key(key), value)
        : throw new UsageException($"'{text}' is not a filter such as tenant=acme.");
}

/// <summary>How spend is written.</summary>
internal enum SpendFormat
{
    /// <summary>A table to read.</summary>
    Table,

    /// <summary>A row for each group, as CSV.</summary>
    Csv,

    /// <summary>A report, as JSON.</summary>
    Json,

    /// <summary>Every attempt, as CSV.</summary>
    Lines,
}

using System.CommandLine;
using System.Globalization;
using RouteGen.Spend;
using RouteGen.Sqlite;
using RouteGen.Tool.Spending.Closing;
using RouteGen.Tool.Spending.Comparing;
using RouteGen.Tool.Spending.Repricing;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Spending;

/// <summary>The verb <c>spend</c>: what a SQLite file says was spent. The file is only read.</summary>
internal sealed class SpendVerb
{
    private readonly Argument<string?> _file = new("file")
    {
        Description = "The SQLite file of the spend store; it is only read.",
        HelpName = "spend.db",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly TimeRangeOptions _range = new();
    private readonly Option<string[]> _by = SpendKeys.CreateBy();
    private readonly Option<string[]> _where = SpendKeys.CreateWhere();

    private readonly Option<string?> _sort = new("--sort")
    {
        Description = $"The order of the rows: {SpendOrder.Words}, or what is grouped by; ':asc' or ':desc' turns it.",
        HelpName = "usd:desc",
    };

    private readonly Option<int?> _top = new("--top") { Description = "Only so many rows; the rest in one.", HelpName = "10" };
    private readonly Option<bool> _lines = new("--lines") { Description = "Every attempt, as CSV or lines of JSON." };

    private readonly Option<string?> _close = new("--close")
    {
        Description = "Closes a month: writes its sums and hashes to a file that later runs are held to.",
        HelpName = "2026-11",
    };

    private readonly Option<bool> _force = new("--force") { Description = "Closes a month that has not ended, as it is now." };

    private readonly Option<string?> _verify = new("--verify")
    {
        Description = "Says whether a closed month is as it was, and what changed (then 1).",
        HelpName = "closing-2026-11.json",
    };

    private readonly Option<string?> _reprice = new("--reprice")
    {
        Description = "What the same usage would have cost at the prices of this table.",
        HelpName = "routes.json",
    };

    private readonly Option<string?> _at = new("--at")
    {
        Description = "With --reprice: the day whose prices count; that of each call otherwise.",
        HelpName = "2026-12-01",
    };

    private readonly Option<bool> _keepStated = new("--keep-stated")
    {
        Description = "With --reprice: costs that a provider stated stay as they are.",
    };

    private readonly Option<string?> _catalog = new("--catalog")
    {
        Description = "With --reprice: the catalog to take in place of the packed one.",
        HelpName = "file",
    };

    private readonly Option<string[]> _compare = new("--compare")
    {
        Description = "Compares with a provider's export of usage or costs by day and model, and lists what differs (then 1); may be given "
            + "several times.",
        HelpName = "export.csv",
    };

    private readonly Option<string?> _provider = new("--provider")
    {
        Description = "With --compare: which provider of the table the export is of.",
        HelpName = "openai",
    };

    private readonly Option<OutputFormat> _format =
        FormatOption.Create(OutputFormat.Text, OutputFormat.Json, OutputFormat.Csv, OutputFormat.Markdown);

    private readonly Option<string?> _output = ResultOutput.CreateOption();
    private readonly ToolHost _host;

    private SpendVerb(ToolHost host) => _host = host;

    public static Command Create(ToolHost host)
    {
        var spend = new SpendVerb(host);
        var verb = new Verb("spend", "Says what calls have cost, closes months, reprices them, and compares them with a provider's export.")
        {
            spend._file,
        }
            .Example("routegen spend spend.db --by tenant,route", "this month so far, by who spent it on what")
            .Example("routegen spend spend.db --month 2026-10 --by day --time-zone Europe/Berlin --format csv -o october.csv",
                "a month by day")
            .Example("routegen spend spend.db --by model --sort calls --top 3", "the models that are asked most, the rest in one row")
            .Example("routegen spend spend.db --month 2026-10 --reprice routes.json --by model", "what October would cost at these prices")
            .Example("routegen spend spend.db --close 2026-10", "sums and hashes of October, in closing-2026-10.json")
            .Example("routegen spend --verify closing-2026-10.json", "whether October is still what it was closed with")
            .Example("routegen spend spend.db --compare completions_usage.csv --provider openai", "what differs from what OpenAI counted");
        spend._range.AddTo(verb);
        foreach (var option in (Option[])[
            spend._by, spend._where, spend._sort, spend._top, spend._lines, spend._close, spend._force, spend._verify, spend._reprice,
            spend._at, spend._keepStated, spend._catalog, spend._compare, spend._provider, spend._format, spend._output,
        ])
        {
            verb.Add(option);
        }

        verb.SetAction(spend.RunAsync);
        return verb;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        Check(result);
        var (format, output) = (result.GetValue(_format), result.GetValue(_output));
        if (result.GetValue(_verify) is { } closed)
        {
            var (closing, path) = await VerifyCommand.OpenAsync(_host, closed, result.GetValue(_file), cancellation);
            using var held = SqliteSpendStore.OpenReadOnly(_host.FullPath(path));
            return await VerifyCommand.RunAsync(_host, held, closing, format, output, cancellation);
        }

        var file = result.GetValue(_file) ?? throw new UsageException("Name the file: routegen spend spend.db --by tenant");
        if (!File.Exists(_host.FullPath(file)))
        {
            throw new UsageException($"There is no file '{file}'. Name the SQLite file that AddRouteSqliteSpend(…) keeps.");
        }

        using var store = SqliteSpendStore.OpenReadOnly(_host.FullPath(file));
        if (result.GetValue(_close) is { } month)
        {
            var range = TimeRange.OfMonth(month, TimeRange.ZoneOf(_range.Zone(result)));
            return await CloseCommand.RunAsync(_host, store, file, range, output, result.GetValue(_force), cancellation);
        }

        var where = SpendKeys.ReadWhere(result.GetValue(_where));
        if (result.GetValue(_compare) is { Length: > 0 } exports)
        {
            var days = _range.IsGiven(result) ? _range.Read(result, _host.Time.GetUtcNow()) : null;
            return await CompareCommand.RunAsync(
                _host, store, new(exports, result.GetValue(_provider), days, where, result.GetValue(_top), format, output), cancellation);
        }

        return await QueryAsync(result, store, where, cancellation);
    }

    private async Task<int> QueryAsync(
        ParseResult result, SqliteSpendStore store, IReadOnlyList<SpendFilter> where, CancellationToken cancellation)
    {
        var (format, output) = (result.GetValue(_format), result.GetValue(_output));
        var range = _range.Read(result, _host.Time.GetUtcNow());
        var query = new SpendQuery(range.From, range.To)
        {
            TimeZone = range.Zone,
            GroupBy = SpendKeys.ReadBy(result.GetValue(_by)),
            Where = where,
        };
        if (result.GetValue(_reprice) is { } table)
        {
            var definition = TableArgument.LoadUsable(_host, table, result.GetValue(_catalog)).Definition;
            return await RepriceCommand.RunAsync(_host, store, query, definition, new(
                Day(result.GetValue(_at)), result.GetValue(_keepStated), result.GetValue(_top), format, output), cancellation);
        }

        if (result.GetValue(_lines))
        {
            await ResultOutput.WriteAsync(_host, output, stream => format == OutputFormat.Json
                ? store.ReadAsync(query, cancellation).WriteJsonLinesAsync(stream, cancellation)
                : store.ReadAsync(query, cancellation).WriteCsvAsync(stream, cancellation));
            return ExitCode.Ok;
        }

        var order = result.GetValue(_sort) is { } sort ? SpendOrder.Parse(sort, query.GroupBy) : null;
        var summary = await SpendSummary.ReadAsync(store, query, order, result.GetValue(_top), cancellation);
        await ResultOutput.WriteAsync(_host, output, SpendSummaryText.Write(summary, format), cancellation);
        return ExitCode.Ok;
    }

    /// <summary>What cannot be asked for together would otherwise be left out silently.</summary>
    private void Check(ParseResult result)
    {
        Option[] purposes = [_lines, _close, _verify, _reprice, _compare];
        var given = purposes.Where(option => IsGiven(result, option)).ToList();
        if (given.Count > 1)
        {
            throw new UsageException($"{given[0].Name} and {given[1].Name} are two questions: ask one at a time.");
        }

        var purpose = given.FirstOrDefault();
        foreach (var (option, of) in (IEnumerable<(Option, Option?[])>)[
            (_force, [_close]), (_at, [_reprice]), (_keepStated, [_reprice]), (_catalog, [_reprice]), (_provider, [_compare]),
            (_by, [null, _reprice]), (_sort, [null]), (_top, [null, _reprice, _compare]), (_where, [null, _reprice, _compare, _lines]),
        ])
        {
            if (IsGiven(result, option) && !of.Contains(purpose))
            {
                throw new UsageException(purpose is null
                    ? $"{option.Name} goes with {string.Join(" or ", of.OfType<Option>().Select(static o => o.Name))}."
                    : $"{option.Name} does not go with {purpose.Name}.");
            }
        }

        if (_range.IsGiven(result) && (purpose == _close || purpose == _verify))
        {
            throw new UsageException($"{purpose.Name} says the month itself; leave --from, --to and --month out.");
        }

        if (result.GetValue(_top) is < 1)
        {
            throw new UsageException("--top is a whole number of at least 1.");
        }
    }

    private static bool IsGiven(ParseResult result, Option option) => result.GetResult(option) is { Implicit: false };

    private static DateTimeOffset? Day(string? text) => text is null ? null
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? TimeRange.Begins(day, TimeZoneInfo.Utc)
            : throw new UsageException($"'{text}' is not a day such as 2026-12-01.");
}

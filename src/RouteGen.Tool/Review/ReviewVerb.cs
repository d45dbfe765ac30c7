using System.CommandLine;
using System.Globalization;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Review.Items;
using RouteGen.Tool.Review.Subject;
using RouteGen.Tool.Smoke;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Review;

/// <summary>The verb <c>review</c>.</summary>
internal static class ReviewVerb
{
    private const int UsualDays = 30;

    public static Command Create(ToolHost host)
    {
        var table = TableArgument.Create();
        var spend = new Option<string?>("--spend")
        {
            Description = "A SQLite file of spend: what served, what providers stated to cost.",
            HelpName = "spend.db",
        };
        var smoke = new Option<string?>("--smoke") { Description = "The log of the latest smoke run.", HelpName = "smoke.jsonl" };
        var ledger = new Option<string?>("--ledger") { Description = "The SQLite file of the budgets' ledger.", HelpName = "budgets.db" };
        var catalog = new Option<string?>("--catalog")
        {
            Description = "A catalog to use for the one packed with this tool.",
            HelpName = "file",
        };
        var days = new Option<int>("--days")
        {
            Description = $"How many days of spend count (without it: {UsualDays}).",
            DefaultValueFactory = static _ => UsualDays,
        };
        var today = DayOption.Create("--today", "The day of the review.");
        var done = new Option<bool>("--done") { Description = "Writes the day into the table as \"reviewed\"." };
        var format = FormatOption.Create(FindingOutput.Formats);
        var failOn = FailOnOption.Create(FailOn.Never);
        var output = new Option<string?>("--output", "-o") { Description = "The file to write the result to.", HelpName = "file" };
        var verb = new Verb("review", "Lists what to look at each month: prices, retirements, windows, peers, targets that nobody tried.")
            { table, spend, smoke, ledger, catalog, days, today, done, format, failOn, output }
            .Example("routegen review", "prices, retirements, limits and peers, by the catalog of this tool")
            .Example("routegen review --spend spend.db --smoke smoke.jsonl", "and what was used, billed and found by a smoke run")
            .Example("routegen review --format markdown -o review.md", "a checklist for an issue")
            .Example("routegen review --done", "writes the day into the table");
        verb.SetAction((result, cancellation) => RunAsync(
            host, result.GetRequiredValue(table),
            new(
                result.GetValue(spend), result.GetValue(smoke), result.GetValue(ledger), result.GetValue(catalog), result.GetValue(days),
                result.GetValue(today) ?? DayOption.Today(host), result.GetValue(done)),
            result.GetRequiredValue(format), result.GetRequiredValue(failOn), result.GetValue(output), cancellation));
        return verb;
    }

    private static async Task<int> RunAsync(
        ToolHost host, string table, ReviewOptions options, OutputFormat format, FailOn failOn, string? output,
        CancellationToken cancellation)
    {
        if (options.Days < 1)
        {
            throw new UsageException("--days has to be 1 or more.");
        }

        var file = TableArgument.LoadUsable(host, table, options.Catalog);
        foreach (var path in new[] { options.Spend, options.Ledger }.OfType<string>().Where(p => !File.Exists(host.FullPath(p))))
        {
            throw new UsageException($"There is no file '{path}'.");
        }

        var to = new DateTimeOffset(options.Today.AddDays(1).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        var review = new ReviewedTable(
            host, file, ReviewCatalog.Open(host, options.Catalog), options.Today,
            options.Spend is null ? null
                : await ReviewSpend.ReadAsync(host.FullPath(options.Spend), file, to.AddDays(-options.Days), to, cancellation));
        var calls = options.Smoke is null ? null : SmokeLog.Read(host, options.Smoke);
        Finding[] items =
        [
            .. ModelItems.Find(review), .. PriceItems.Find(review), .. SmokeItems.Find(calls),
            .. LedgerItems.Find(review, options.Ledger),
            .. UseItems.Find(review, SmokeItems.Well(calls)), .. PeerItems.Find(review),
        ];
        var report = new FindingReport("review", items)
        {
            Subjects = [new(file.Path, file.Name)],
            Clean = "Nothing to look at.",
            MarkdownTag = $"routegen-review:{file.Name}",
            Texts = new Dictionary<string, string>(StringComparer.Ordinal) { [file.Path] = file.Checked.Text.Text },
        };
        if (format == OutputFormat.Markdown)
        {
            ResultOutput.Write(host, output, ReviewChecklist.Write(report, file.Name, options.Today));
        }
        else
        {
            FindingOutput.Write(host, format, report, output);
        }

        if (options.IsDone)
        {
            var day = options.Today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            host.Error.WriteLine(ReviewedDay.Write(host, file, options.Today)
                ? $"{file.Path}: reviewed {day}."
                : $"{file.Path} says already that it was reviewed on {day}.");
        }

        return FailOnOption.ExitCodeOf(failOn, items);
    }

    private sealed record ReviewOptions(
        string? Spend, string? Smoke, string? Ledger, string? Catalog, int Days, DateOnly Today, bool IsDone);
}

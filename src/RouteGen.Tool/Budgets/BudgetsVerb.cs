using System.CommandLine;
using System.Globalization;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Sqlite.Budgets;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Budgets;

/// <summary>The verb <c>budgets</c>: who is near a cap, what is reserved, what credit is left. The ledger's file is only read.</summary>
internal static class BudgetsVerb
{
    public static Command Create(ToolHost host)
    {
        var file = new Argument<string?>("file")
        {
            Description = "The SQLite file of the ledger; it is only read.",
            HelpName = "budgets.db",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var ledger = new Option<string?>("--ledger") { Description = "The same file, as an option.", HelpName = "budgets.db" };
        var table = new Option<string?>("--table", "-t")
        {
            Description = "The table that states limits and credits; routes.json in this folder, where there is one.",
            HelpName = "routes.json",
        };
        var above = new Option<string?>("--above") { Description = "Only what is at least so full.", HelpName = "80%" };
        var failAbove = new Option<string?>("--fail-above")
        {
            Description = "Ends with 1 where anything is at least so full.",
            HelpName =
            "95%"
        };
        var format = FormatOption.Create(OutputFormat.Text, OutputFormat.Json, OutputFormat.Csv, OutputFormat.Markdown);
        var output = ResultOutput.CreateOption();
        var verb = new Verb("budgets", "Says who is near a cap, what is reserved, and what credit is left.")
        {
            file, ledger, table, above, failAbove, format, output,
        }
            .Example("routegen budgets budgets.db --table routes.json", "all budgets, the fullest first")
            .Example("routegen budgets budgets.db --above 80% --fail-above 95%", "who is near a cap; ends with 1 from 95 % on");
        verb.SetAction(async (result, cancellation) =>
        {
            var path = Path(result.GetValue(file), result.GetValue(ledger));
            if (!File.Exists(host.FullPath(path)))
            {
                throw new UsageException($"There is no file '{path}'. Name the SQLite file that AddRouteSqliteLedger(…) keeps.");
            }

            var (least, most) = (Share(result.GetValue(above), "--above"), Share(result.GetValue(failAbove), "--fail-above"));
            var definition = Table(host, result.GetValue(table));
            if (definition is null && (least ?? most) is not null)
            {
                throw new UsageException("How full a budget is depends on its limit: name the table that states it with --table.");
            }

            var now = host.Time.GetUtcNow();
            var states = LedgerReading.Read(host.FullPath(path), now);
            var budgets = BudgetView.All(states, definition, now);
            var credits = definition is null ? [] : Credits(states, definition, now);
            await ResultOutput.WriteAsync(
                host, result.GetValue(output),
                BudgetText.Write(
                    [.. budgets.Where(view => least is null || view.Fullness >= least)],
                    [.. credits.Where(credit => least is null || Used(credit) >= least)], result.GetValue(format)),
                cancellation);
            return most is not null && (budgets.Any(view => view.Fullness >= most) || credits.Any(credit => Used(credit) >= most))
                ? ExitCode.Findings
                : ExitCode.Ok;
        });
        return verb;
    }

    private static string Path(string? file, string? ledger) => (file, ledger) switch
    {
        (null, null) => throw new UsageException("Name the file: routegen budgets budgets.db --table routes.json"),
        ({ } named, { } again) when named != again => throw new UsageException("Name one file: as argument, or with --ledger."),
        _ => file ?? ledger!,
    };

    private static RouteTableDefinition? Table(ToolHost host, string? path) =>
        path is null && !File.Exists(host.FullPath("routes.json")) ? null
            : TableArgument.LoadUsable(host, path ?? "routes.json").Definition;

    internal static List<CreditStatus> Credits(IReadOnlyList<AccountState> states, RouteTableDefinition table, DateTimeOffset now) =>
    [
        .. CreditAccounts.All(table).Select(credit => CreditStatus.Create(
            credit.Provider, credit.Credential, now,
            states.FirstOrDefault(state => state.Account.Equals(credit.Account))?.Balance ?? default(BudgetBalance))),
    ];

    internal static decimal Used(CreditStatus credit) =>
        credit.HasLapsed || credit.Usd == 0m ? 1m : ((credit.UsedUsd ?? 0m) + (credit.ReservedUsd ?? 0m)) / credit.Usd;

    private static decimal? Share(string? text, string option) => text is null ? null
        : decimal.TryParse(text.TrimEnd('%', ' '), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is >= 0 and <= 1000
            ? percent / 100
            : throw new UsageException($"{option} is a share such as 80%.");
}

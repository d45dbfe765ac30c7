using System.CommandLine;
using System.Globalization;
using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Diff.Costs;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Diff;

/// <summary>The verb <c>diff</c>.</summary>
internal static class DiffVerb
{
    public static Command Create(ToolHost host)
    {
        var source = new Argument<string?>("base")
        {
            Description = "What to compare with: a git ref, a file, or a package of models (RouteGen.Catalog@1.2.0, or a .nupkg). "
                + "Without it: HEAD where the table has changed since, else where this branch left the default branch.",
            HelpName = "base",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var head = new Option<string?>("--head")
        {
            Description = "A git ref or a file to compare instead of the working copy.",
            HelpName =
            "head"
        };
        var table = TableArgument.CreateOption();
        var catalog = new Option<string?>("--catalog")
        {
            Description = "A catalog to use for the one packed with this tool.",
            HelpName =
            "file"
        };
        var baseCatalog = new Option<string?>("--base-catalog") { Description = "The catalog of the base.", HelpName = "file" };
        var typical = TypicalOption();
        var spend = new Option<string?>("--spend")
        {
            Description = "The SQLite spend store whose calls are priced by both tables (without --from and --to: those of last month).",
            HelpName = "file",
        };
        var from = DayOption.Create("--from", "The first day of the calls.");
        var to = DayOption.Create("--to", "The day after the last of the calls.");
        var format = FormatOption.Create(FindingOutput.Formats);
        var failOn = FailOnOption.Create(FailOn.Never);
        var detailed = new Option<bool>("--detailed-exitcode") { Description = "Ends with 2 where there are changes." };
        var today = DayOption.Create("--today", "The day as of which prices, their ages and retirements are judged.");
        var output = new Option<string?>("--output", "-o") { Description = "The file to write the result to.", HelpName = "file" };
        var verb = new Verb("diff", "Compares tables: what a change comes to in chains, cost, time, and for callers.")
            { source, head, table, catalog, baseCatalog, typical, spend, from, to, format, failOn, detailed, today, output }
            .Example("routegen diff", "the working copy against what was committed, or this branch against the default one")
            .Example("routegen diff main --fail-on error", "ends with 1 where callers or production break")
            .Example("routegen diff main --spend spend.db", "what last month's calls cost by both")
            .Example("routegen diff old/routes.json --format json", "two files, for a program")
            .Example("routegen diff RouteGen.Catalog@1.2.0", "what the prices of another catalog change")
            .Example("routegen diff origin/main --format markdown --output comment.md", "a comment for a pull request");
        verb.SetAction((result, cancellation) =>
        {
            var day = result.GetValue(today) ?? DayOption.Today(host);
            var month = SpendComparison.LastMonth(day);
            return new DiffRun(host)
            {
                Compared = new(
                    result.GetRequiredValue(table), result.GetValue(source), result.GetValue(head), result.GetValue(catalog),
                    result.GetValue(baseCatalog)),
                Today = day,
                Typical = result.GetValue(typical) ?? new DiffOptions().Typical,
                Spend = result.GetValue(spend),
                Range = (result.GetValue(from) ?? month.From, result.GetValue(to) ?? month.To),
                Output = new(
                    result.GetRequiredValue(format), result.GetRequiredValue(failOn), result.GetValue(detailed), result.GetValue(output)),
            }.RunAsync(cancellation);
        });
        return verb;
    }

    private static Option<TypicalRequest?> TypicalOption() => new("--typical")
    {
        Description = "The tokens of input and output of a typical request, whose cost is stated (without it: 2000,500).",
        HelpName = "input,output",
        CustomParser = static result =>
        {
            var word = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
            if (word.Split(',') is [var input, var output]
                && int.TryParse(input, NumberStyles.None, CultureInfo.InvariantCulture, out var of)
                && int.TryParse(output, NumberStyles.None, CultureInfo.InvariantCulture, out var to))
            {
                return new TypicalRequest(of, to);
            }

            result.AddError($"'{word}' is not a request such as 2000,500: tokens of input and of output.");
            return null;
        },
    };
}

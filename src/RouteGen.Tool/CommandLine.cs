using System.Globalization;
using System.Text.Json;
using RouteGen.Tool.Arguments;
using RouteGen.Tool.Keys;
using RouteGen.Tool.LiteLlm;
using RouteGen.Tool.Spending;

namespace RouteGen.Tool;

/// <summary>The command line: what it takes, and what it says when it takes something else.</summary>
internal static class CommandLine
{
    private const string Help = $"""
        routegen: the command line of RouteGen

        routegen import litellm <map.json> -o <out.models.json> [options]
            Converts the public price map of LiteLLM (model_prices_and_context_window.json) into a file of shared models
            that a table can name in "use". Every entry is converted, or listed with the reason why it is not; what is
            skipped in an entry is listed too. Then the price checks run over the result, and what they find is printed.

            -o, --output <file>     where to write; nothing is written without it, and the report is printed all the same
            --as-of <yyyy-MM-dd>    the day on which the map's prices were true; by default the day in the map's file name
            --names <file>          converts only the entries that the file lists, one per line: the map's key, and after '='
                                    the name that the model gets; '#' begins a comment,
                                    and a line may end in 'without tiers', 'without priority' and the like
            --provider <name>       converts only the entries of that litellm_provider; may be given several times
            --report <file>         writes the whole report there; the screen has the counts and the findings

        routegen spend <spend.db> [options]
            Prints what calls have cost, from the SQLite file that RouteGen.Sqlite keeps. The file is only read.

            --from <time>           the first time that counts, in UTC; by default the first of the current month
            --to <time>             the first time that no longer counts
            --by <key>              a row for each user, agent, tenant, key, tag:<name>, operation, bucket, table, route,
                                    target, provider, model, hour, day or month; several with commas between them
            --where <key>=<value>   counts only calls of that tenant, say; may be given several times
            --csv, --json           exact to the last decimal, for a spreadsheet or a program
            --lines                 every attempt, as CSV
            -o, --output <file>     where to write

        {KeyOptions.Help}

        routegen --help             this text

        Exit code: 0 when the result can be used, 1 when it cannot, 2 when the command line is wrong.
        """;

    public static int Run(IReadOnlyList<string> args, TextWriter output, TextWriter errors, TextReader? input = null)
    {
        if (args.Count == 0 || args.Any(a => a is "-h" or "--help" or "help" or "-?"))
        {
            output.WriteLine(Help);
            return args.Count == 0 ? 2 : 0;
        }

        try
        {
            return args switch
            {
                ["import", "litellm", ..] => LiteLlmImport.Run(Parse([.. args.Skip(2)]), output),
                ["spend", ..] => Spend([.. args.Skip(1)], output),
                ["keys", ..] => Keys([.. args.Skip(1)], input ?? TextReader.Null, output, errors),
                _ => throw new UsageException($"'{string.Join(' ', args.Take(2))}' is not a command; the commands are import " +
                    $"litellm, spend and keys. See routegen --help."),
            };
        }
        catch (Exception e)
            when (e is UsageException or IOException or InvalidDataException or UnauthorizedAccessException or JsonException)
        {
            errors.WriteLine(e.Message);
            return 2;
        }
    }

    private static ImportOptions Parse(string[] args)
    {
        string? input = null, outputFile = null, names = null, report = null, asOf = null;
        var providers = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            switch (args[i])
            {
                case "-o" or "--output":
                    outputFile = OptionValue.Read(args, ref i);
                    break;
                case "--as-of":
                    asOf = Day(OptionValue.Read(args, ref i));
                    break;
                case "--names":
                    names = OptionValue.Read(args, ref i);
                    break;
                case "--provider":
                    providers.Add(OptionValue.Read(args, ref i));
                    break;
                case "--report":
                    report = OptionValue.Read(args, ref i);
                    break;
                case var other when other.StartsWith('-') || input is not null:
                    throw new UsageException($"'{other}' is not expected here; see routegen --help.");
                case var file:
                    input = file;
                    break;
            }
        }

        if (input is null)
        {
            throw new UsageException(
                "Name the map to import: routegen import litellm model_prices_and_context_window.json -o catalog.models.json");
        }

        return new ImportOptions(input, outputFile, names, report, asOf ?? DayIn(Path.GetFileName(input)) ?? throw new UsageException(
            "The map does not say when its prices were published; add --as-of with the day on which it was published, such as --as-of " +
            "2026-08-01"), providers);
    }

    private static string Day(string text) =>
        IsDay(text) ? text : throw new UsageException($"'{text}' is not a date as yyyy-MM-dd.");

    private static string? DayIn(string name) =>
        Enumerable.Range(0, Math.Max(0, name.Length - 9)).Select(i => name.Substring(i, 10)).FirstOrDefault(IsDay);

    private static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

#pragma warning disable RS0030 // A command line has one thing to do, and its thread nothing else.
    private static int Spend(string[] args, TextWriter output) =>
        SpendCommand.RunAsync(SpendOptions.Parse(args), output).GetAwaiter().GetResult();

    private static int Keys(string[] args, TextReader input, TextWriter output, TextWriter errors) =>
        KeyCommand.RunAsync(KeyOptions.Parse(args, TimeProvider.System.GetUtcNow()), input, output, errors).GetAwaiter().GetResult();
#pragma warning restore RS0030
}

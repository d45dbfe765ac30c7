using System.CommandLine;
using System.Globalization;
using RouteGen.Tool.Arguments;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.LiteLlm;

/// <summary>The verb <c>import</c>.</summary>
internal static class ImportVerb
{
    public static Command Create(ToolHost host)
    {
        var verb = new Verb("import", "Takes over what other gateways know.");
        var litellm = new Verb("litellm", "Converts LiteLLM's price map into a file of shared "
            + "models.") { TreatUnmatchedTokensAsErrors = false };
        litellm.SetAction(result => LiteLlmImport.Run(Parse([.. result.UnmatchedTokens]), host.Out));
        verb.Add(litellm);
        return verb;
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
}

using System.CommandLine;
using System.Globalization;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.LiteLlm;

/// <summary>The verb <c>import litellm</c>.</summary>
internal static class PriceMapCommand
{
    private static readonly Argument<string> Map = new("map")
    {
        Description = "LiteLLM's model_prices_and_context_window.json.",
        HelpName = "prices.json",
    };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "The file of shared models to write; nothing is written without it.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> AsOf = new("--as-of")
    {
        Description = "The day on which the map was published, as yyyy-MM-dd. Default: the day in the file's name.",
        HelpName = "DAY",
    };

    private static readonly Option<string?> Names = new("--names")
    {
        Description = "A file that lists the entries to convert, one a line, as 'key' or 'key = name'. "
            + "Default: all chat and embedding models.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Update = new("--update")
    {
        Description = "A file of shared models that completes and corrects the map: what it states of a model replaces the map's, "
            + "and models that the map lacks are added.",
        HelpName = "FILE",
    };

    private static readonly Option<string[]> Providers = new("--provider")
    {
        Description = "Only the entries of this litellm_provider. May be given several times.",
        HelpName = "NAME",
    };

    private static readonly Option<string?> Report = new("--report")
    {
        Description = "Where every entry goes, with what became of it.",
        HelpName = "FILE",
    };

    public static Command Create(ToolHost host)
    {
        var format = FormatOption.Create(OutputFormat.Text, OutputFormat.Json);
        var verb = new Verb("litellm", "Converts LiteLLM's price map into a file of shared models.")
        {
            Map, Output, AsOf, Names, Update, Providers, Report, format,
        }
            .Example("routegen import litellm prices.json --as-of 2026-08-01 -o catalog.models.json",
                "all chat and embedding models of the map, with prices and windows")
            .Example("routegen import litellm prices.json --as-of 2026-08-01 --provider groq", "what would become of Groq's models");
        verb.SetAction(result =>
        {
            var map = result.GetRequiredValue(Map);
            if (!File.Exists(host.FullPath(map)))
            {
                throw new UsageException($"There is no file '{map}'. Name the map to import.");
            }

            if (result.GetValue(Update) is { } update && !File.Exists(host.FullPath(update)))
            {
                throw new UsageException($"There is no file '{update}'. Name the file of models that completes the map.");
            }

            return LiteLlmImport.Run(host, new ImportOptions(
                map, result.GetValue(Output), result.GetValue(Names), result.GetValue(Update), result.GetValue(Report),
                Day(result.GetValue(AsOf)) ?? DayIn(Path.GetFileName(map)) ?? throw new UsageException(
                    "The map does not say when its prices were published; add --as-of with the day on which it was published, such as " +
                    "--as-of 2026-08-01"),
                result.GetValue(Providers) ?? []), result.GetRequiredValue(format));
        });
        return verb;
    }

    private static string? Day(string? text) => text is null || IsDay(text) ? text
        : throw new UsageException($"'{text}' is not a date as yyyy-MM-dd.");

    private static string? DayIn(string name) =>
        Enumerable.Range(0, Math.Max(0, name.Length - 9)).Select(i => name.Substring(i, 10)).FirstOrDefault(IsDay);

    private static bool IsDay(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
}

using System.CommandLine;
using RouteGen.Tables;
using RouteGen.Tool.Tables;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.LiteLlmConfig;

/// <summary>The verb <c>import litellm-config</c>.</summary>
internal static class ConfigCommand
{
    private static readonly Argument<string> Config = new("config")
    {
        Description = "The config.yaml of a LiteLLM proxy; what it includes is read too.",
        HelpName = "config.yaml",
    };

    private static readonly Option<string?> Output = new("--output", "-o")
    {
        Description = "The table to write; nothing is written without it.",
        HelpName = "routes.json",
    };

    private static readonly Option<string?> Report = new("--report")
    {
        Description = "Where every line of the configuration goes, with what became of it; JSON where the name ends in .json.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Catalog = new("--catalog")
    {
        Description = "A file of models to take windows and prices from, such as routegen import litellm writes. Default: the packed "
            + "catalog.",
        HelpName = "FILE",
    };

    private static readonly Option<string?> Name = new("--name")
    {
        Description = "The table's name. Default: GatewayRoutes.",
        HelpName = "NAME",
    };

    private static readonly Option<string[]> Models = new("--models")
    {
        Description = "The models behind a pattern that only you know: --models 'ollama/*=llama3.2,qwen3:8b'. May be given several times.",
        HelpName = "PATTERN=A,B",
    };

    private static readonly Option<bool> Force = new("--force") { Description = "Replaces a table that is there." };

    public static Command Create(ToolHost host)
    {
        var format = FormatOption.Create(OutputFormat.Text, OutputFormat.Json);
        var verb = new Verb("litellm-config", "Converts the config.yaml of a LiteLLM proxy into a table.")
        {
            Config, Output, Report, Catalog, Name, Models, Force, format,
        }
            .Example("routegen import litellm-config config.yaml -o routes.json",
                "a table with the same models, fallbacks, limits and names")
            .Example("routegen import litellm-config config.yaml --report report.txt",
                "what would become of each line, and nothing is written");
        verb.SetAction(result => Run(host, result, result.GetRequiredValue(format)));
        return verb;
    }

    private static int Run(ToolHost host, ParseResult result, OutputFormat format)
    {
        var config = result.GetRequiredValue(Config);
        var output = result.GetValue(Output);
        if (!File.Exists(host.FullPath(config)))
        {
            throw new UsageException($"There is no file '{config}'. Name the config.yaml of a LiteLLM proxy.");
        }

        if (output is not null && File.Exists(host.FullPath(output)) && !result.GetValue(Force))
        {
            throw new UsageException($"There is a file '{output}' already. Name another, or replace it with --force.");
        }

        var catalog = result.GetValue(Catalog);
        var name = result.GetValue(Name) ?? "GatewayRoutes";
        if (RouteGen.Model.Naming.GeneratedNames.WhyNotTable(name) is { } why || !RouteGen.Model.Naming.Identifiers.IsIdentifier(name))
        {
            throw new UsageException($"'{name}' cannot be a table's name: it is a C# class, such as GatewayRoutes.");
        }

        var options = new ConversionOptions(name, Index(host, catalog, output), host.Variable, Patterns(result.GetValue(Models) ?? []));
        var conversion = Converter.Convert(ConfigFile.Load(config, file => ReadText(host, file)), config, options);
        var text = conversion.Table is { } table ? TableText.Write(table) : null;
        var read = text is null ? null : Check(host, output ?? "routes.json", text);
        var isWritten = output is not null && text is not null && read is { IsUsable: true };
        if (isWritten)
        {
            File.WriteAllText(host.FullPath(output!), text);
        }

        var writer = new ConfigReportWriter(conversion.Report, read, isWritten ? output : null);
        if (result.GetValue(Report) is { } report)
        {
            using var file = new StreamWriter(host.FullPath(report));
            if (report.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            {
                file.Write(writer.Json() + "\n");
            }
            else
            {
                writer.WriteLines(file);
            }
        }

        if (format == OutputFormat.Json)
        {
            host.Out.WriteLine(writer.Json());
        }
        else
        {
            writer.Summarize(host.Out);
        }

        return read is { IsUsable: true } && conversion.Report.Entries.TrueForAll(static e => e.Reason is null) ? ExitCode.Ok
            : ExitCode.Findings;
    }

    private static RouteTableFile Check(ToolHost host, string path, string text) => RouteTableFile.Read(path, text, new()
    {
        Adapters = ToolAdapters.Create(),
        Today = DateOnly.FromDateTime(host.Time.GetUtcNow().UtcDateTime),
        OpenModels = models => File.Exists(host.FullPath(models)) ? File.ReadAllText(host.FullPath(models)) : null,
    });

    private static CatalogIndex Index(ToolHost host, string? catalog, string? output) => catalog is null
        ? CatalogIndex.Read("RouteGen.Catalog", "the packed catalog", RouteGen.Tables.Files.UsedModels.PackedCatalog())
        : CatalogIndex.Read(
            Path.GetRelativePath(Path.GetDirectoryName(host.FullPath(output ?? "routes.json"))!, host.FullPath(catalog)).Replace('\\', '/'),
            catalog,
            ReadText(host, catalog));

    private static string ReadText(ToolHost host, string file) => File.Exists(host.FullPath(file))
        ? File.ReadAllText(host.FullPath(file))
        : throw new UsageException($"There is no file '{file}'.");

    private static Dictionary<string, IReadOnlyList<string>> Patterns(IEnumerable<string> texts)
    {
        var patterns = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            patterns[text.Split('=', 2)[0]] = text.Split('=', 2) is [_, var models]
                && models.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } names
                ? names
                : throw new UsageException($"'{text}' names no models: write --models 'ollama/*=llama3.2,qwen3:8b'.");
        }

        return patterns;
    }
}

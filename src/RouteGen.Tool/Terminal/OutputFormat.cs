using System.CommandLine;

namespace RouteGen.Tool.Terminal;

/// <summary>How a result is written.</summary>
internal enum OutputFormat
{
    /// <summary>For people.</summary>
    Text,

    /// <summary>For programs.</summary>
    Json,

    /// <summary>For a comment or a page.</summary>
    Markdown,

    /// <summary>Annotations for a GitHub workflow, and its step summary.</summary>
    GitHub,

    /// <summary>SARIF 2.1.0, for code scanning.</summary>
    Sarif,

    /// <summary>Comma-separated values.</summary>
    Csv,

    /// <summary>A diagram in Mermaid's language.</summary>
    Mermaid,

    /// <summary>A picture.</summary>
    Svg,
}

/// <summary>The option <c>--format</c>.</summary>
internal static class FormatOption
{
    /// <summary>Makes the option for a verb that writes some of the formats; the first is its default.</summary>
    public static Option<OutputFormat> Create(params OutputFormat[] formats)
    {
        var words = formats.Select(Word).ToArray();
        var option = new Option<OutputFormat>("--format", "-f")
        {
            Description = $"How to write the result: {string.Join(", ", words)}.",
            HelpName = string.Join('|', words),
            DefaultValueFactory = _ => formats[0],
            CustomParser = result =>
            {
                var word = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                foreach (var format in formats)
                {
                    if (Word(format) == word)
                    {
                        return format;
                    }
                }

                result.AddError($"'{word}' is not a format; the formats are {string.Join(", ", words)}.");
                return default;
            },
        };
        option.CompletionSources.Add(_ => words.Select(static w => new System.CommandLine.Completions.CompletionItem(w)));
        return option;
    }

    private static string Word(OutputFormat format) => format switch
    {
        OutputFormat.Text => "text",
        OutputFormat.Json => "json",
        OutputFormat.Markdown => "markdown",
        OutputFormat.GitHub => "github",
        OutputFormat.Sarif => "sarif",
        OutputFormat.Mermaid => "mermaid",
        OutputFormat.Svg => "svg",
        _ => "csv",
    };
}

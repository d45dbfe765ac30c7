using System.CommandLine;
using System.CommandLine.Completions;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Findings;

/// <summary>From which level on findings end a program with <see cref="ExitCode.Findings"/>.</summary>
internal enum FailOn
{
    /// <summary>Any finding.</summary>
    Note,

    /// <summary>Warnings and errors.</summary>
    Warning,

    /// <summary>Errors, as a build.</summary>
    Error,

    /// <summary>None.</summary>
    Never,
}

/// <summary>The option <c>--fail-on</c>.</summary>
internal static class FailOnOption
{
    private static readonly string[] Words = ["note", "warning", "error", "never"];

    /// <summary>Makes the option.</summary>
    public static Option<FailOn> Create(FailOn usual = FailOn.Error)
    {
        var option = new Option<FailOn>("--fail-on")
        {
            Description = $"From which level on findings end with exit code 1: {string.Join(", ", Words)} (without it:"
                + $" {Words[(int)usual]}).",
            HelpName = string.Join('|', Words),
            DefaultValueFactory = _ => usual,
            CustomParser = static result =>
            {
                var word = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
                var index = Array.IndexOf(Words, word);
                if (index < 0)
                {
                    result.AddError($"'{word}' is not a level; the levels are {string.Join(", ", Words)}.");
                }

                return (FailOn)Math.Max(index, 0);
            },
        };
        option.CompletionSources.Add(static _ => Words.Select(static w => new CompletionItem(w)));
        return option;
    }

    /// <summary>How a program with these findings ends; the format has no part in it.</summary>
    public static int ExitCodeOf(FailOn failOn, IEnumerable<Finding> findings) =>
        failOn != FailOn.Never && findings.Any(f => (int)f.Level >= (int)failOn) ? ExitCode.Findings : ExitCode.Ok;
}

using System.CommandLine;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Check;

/// <summary>What <c>check</c> and <c>fix</c> are asked in the same words.</summary>
internal static class CheckOptions
{
    public static Argument<string[]> Paths() => new("path")
    {
        Description = "Tables, files of shared models, folders, projects (.csproj) or solutions (.sln, .slnx); - for standard input.",
        HelpName = "path",
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = static _ => ["."],
    };

    public static Option<DateOnly?> Today() => DayOption.Create("--today", "The day as of which reviews and retirements are judged.");

    public static Option<string?> Catalog() => new("--catalog")
    {
        Description = "A catalog to use for the one packed with this tool.",
        HelpName = "file",
    };

    public static Option<string> InputPath() => new("--stdin-path")
    {
        Description = "Where the table from standard input is to be seen as standing.",
        HelpName = "file",
        DefaultValueFactory = static _ => "routes.json",
    };
}

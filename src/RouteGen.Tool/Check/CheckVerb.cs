using System.CommandLine;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Check;

/// <summary>The verb <c>check</c>.</summary>
internal static class CheckVerb
{
    public static Command Create(ToolHost host)
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Tables, files of shared models, folders, projects (.csproj) or solutions (.sln, .slnx); - for standard input.",
            HelpName = "path",
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = static _ => ["."],
        };
        var format = FormatOption.Create(FindingOutput.Formats);
        var failOn = FailOnOption.Create();
        var today = DayOption.Create("--today", "The day as of which reviews and retirements are judged.");
        var catalog = new Option<string?>("--catalog") { Description = "A catalog to use for the one packed with this tool.", HelpName = "file" };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write the result to.", HelpName = "file" };
        var inputPath = new Option<string>("--stdin-path")
        {
            Description = "Where the table from standard input is to be seen as standing.",
            HelpName = "file",
            DefaultValueFactory = static _ => "routes.json",
        };
        var verb = new Verb("check", "Checks tables by all rules: what a build would report, without a build.")
            { paths, format, failOn, today, catalog, output, inputPath }
            .Example("routegen check", "the tables of this folder, of its project or of its solution")
            .Example("routegen check routes.json --fail-on warning", "one table; warnings end with exit code 1 too")
            .Example("routegen check --format sarif --output routes.sarif", "for code scanning");
        verb.SetAction(result =>
        {
            var text = result.GetValue(catalog) is { } file ? File.ReadAllText(host.FullPath(file)) : null;
            var named = result.GetRequiredValue(paths);
            var sets = new CheckPaths(host, text, result.GetRequiredValue(inputPath)).Find(named);
            var report = CheckReport.Create(host, named, sets, result.GetValue(today) ?? DayOption.Today(host));
            FindingOutput.Write(host, result.GetRequiredValue(format), report, result.GetValue(output));
            return FailOnOption.ExitCodeOf(result.GetRequiredValue(failOn), report.Findings);
        });
        return verb;
    }
}

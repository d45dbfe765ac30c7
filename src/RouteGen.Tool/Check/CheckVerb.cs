using System.CommandLine;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Check;

/// <summary>The verb <c>check</c>.</summary>
internal static class CheckVerb
{
    public static Command Create(ToolHost host)
    {
        var paths = CheckOptions.Paths();
        var format = FormatOption.Create(FindingOutput.Formats);
        var failOn = FailOnOption.Create();
        var today = CheckOptions.Today();
        var catalog = CheckOptions.Catalog();
        var output = new Option<string?>("--output", "-o") { Description = "The file to write the result to.", HelpName = "file" };
        var inputPath = CheckOptions.InputPath();
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

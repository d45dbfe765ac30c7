using System.CommandLine;
using RouteGen.Model.Fixes;
using RouteGen.Tool.Check;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Fix;

/// <summary>The verb <c>fix</c>.</summary>
internal static class FixVerb
{
    public static Command Create(ToolHost host)
    {
        var paths = CheckOptions.Paths();
        var rules = new Option<string[]>("--rule")
        {
            Description = "A rule to fix, such as RG1003, also where a person has to choose; may be repeated. Without it: all that is "
                + "certain.",
            HelpName = "id",
        };
        rules.CompletionSources.Add(static _ => Fixable().Select(static id => new System.CommandLine.Completions.CompletionItem(id)));
        var dryRun = new Option<bool>("--dry-run") { Description = "Print what would change as a diff, and change nothing." };
        var failOn = FailOnOption.Create();
        var today = CheckOptions.Today();
        var catalog = CheckOptions.Catalog();
        var inputPath = CheckOptions.InputPath();
        var verb = new Verb("fix", "Fixes what the rules find in tables, where a machine can know how.")
            { paths, rules, dryRun, failOn, today, catalog, inputPath }
            .Example("routegen fix --dry-run", "what would change, as a diff")
            .Example("routegen fix routes.json", "all that changes nothing about where prompts go")
            .Example("routegen fix routes.json --rule RG1001", "fallbacks for routes that have none, too");
        verb.SetAction(result =>
        {
            var named = result.GetRequiredValue(paths);
            var text = result.GetValue(catalog) is { } file ? File.ReadAllText(host.FullPath(file)) : null;
            return FixCommand.Run(
                host,
                new(
                    named,
                    new CheckPaths(host, text, result.GetRequiredValue(inputPath)).Find(named),
                    Known(result.GetValue(rules) ?? []),
                    result.GetValue(today) ?? DayOption.Today(host),
                    result.GetValue(dryRun),
                    result.GetRequiredValue(failOn)));
        });
        return verb;
    }

    private static IEnumerable<string> Fixable() =>
        TableFixes.All.SelectMany(static fix => fix.Rules).Select(static rule => rule.Id).Order(StringComparer.Ordinal);

    private static HashSet<string> Known(IEnumerable<string> rules)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var rule in rules.Select(static r => r.ToUpperInvariant()))
        {
            known.Add(Fixable().Contains(rule)
                ? rule
                : throw new UsageException($"No machine can fix '{rule}'; those that it can: {string.Join(", ", Fixable())}."));
        }

        return known;
    }
}

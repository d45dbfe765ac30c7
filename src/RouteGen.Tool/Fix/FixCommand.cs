using RouteGen.Model.Checks.Entries;
using RouteGen.Model.Problems;
using RouteGen.Tool.Check;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Findings.Writers;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Fix;

/// <summary>What a command line asks to be fixed.</summary>
internal sealed record FixRequest(
    IReadOnlyList<string> Named, IReadOnlyList<TableSet> Sets, HashSet<string> Rules, DateOnly Today, bool IsDryRun, FailOn FailOn);

/// <summary>Fixes tables, or shows what that would change.</summary>
internal static class FixCommand
{
    public static int Run(ToolHost host, FixRequest request)
    {
        var isInput = request.Named.Contains("-");
        var runs = new List<FixRun>();
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var set in request.Sets)
        {
            // Two tables can use one file of models: the second sees what was fixed for the first.
            var run = FixRun.Fix(Now(set, texts), request.Today, request.Rules, path => isInput || IsOurs(host, request, path));
            runs.Add(run);
            foreach (var (path, text) in run.After)
            {
                texts[path] = text;
            }
        }

        var before = runs.SelectMany(static r => r.Before).DistinctBy(static f => f.Key).ToDictionary(StringComparer.Ordinal);
        if (isInput && !request.IsDryRun)
        {
            var table = request.Sets.SelectMany(static s => s.Tables).Single();
            host.Out.Write(texts.GetValueOrDefault(table.Path) ?? table.Text);
        }
        else
        {
            Write(host, request, before, texts);
        }

        // What changed is the result where it is written to files, and goes beside it where the result is a text.
        Tell(request.IsDryRun || isInput ? host.Error : host.Out, host, request, runs);
        var left = runs.SelectMany(static r => r.Left.Problems).DistinctBy(static p => p.Problem)
            .Select(static p => CheckReport.FindingOf(p, static path => path));
        return FailOnOption.ExitCodeOf(request.FailOn, left);
    }

    private static void Write(
        ToolHost host, FixRequest request, Dictionary<string, string> before, Dictionary<string, string> after)
    {
        foreach (var (path, text) in after.OrderBy(static f => f.Key, StringComparer.Ordinal).Where(f => before[f.Key] != f.Value))
        {
            if (!request.IsDryRun)
            {
                FileText.Replace(path, before[path], text);
                continue;
            }

            // Logs keep what is printed: a diff with asterisks cannot be applied, and one with a key must not be printed.
            var diff = UnifiedDiff.Write(
                Shown(host, path).Replace('\\', '/'), SecretCheck.Cover(before[path]), SecretCheck.Cover(text));
            host.Out.Write(host.IsOutputRedirected ? diff : string.Join('\n', diff.Split('\n').Select(Visible.OneLine)));
        }
    }

    private static void Tell(TextWriter writer, ToolHost host, FixRequest request, List<FixRun> runs)
    {
        var word = request.IsDryRun ? "would fix" : "fixed";
        var applied = runs.SelectMany(static r => r.Applied).ToArray();
        var offered = runs.SelectMany(static r => r.Offered).Distinct().ToArray();
        foreach (var step in applied)
        {
            writer.WriteLine($"{Shown(host, step.Path)}: {word} {Described(step)}");
        }

        foreach (var step in offered)
        {
            writer.WriteLine($"{Shown(host, step.Path)}: can fix {Described(step)} (choose it by --rule {step.Rule.Id})");
        }

        var left = runs.SelectMany(static r => r.Left.Problems).DistinctBy(static p => p.Problem).Count();
        writer.WriteLine(
            $"{applied.Length} {(request.IsDryRun ? "would be fixed" : word)}, {left} left" +
            $"{(offered.Length > 0 ? $", {offered.Length} of them to choose" : "")}" +
            (left > 0 ? ". What they are: routegen check" : "."));
    }

    private static string Described(FixStep step) => Visible.OneLine(
        $"{step.Rule.Id}{(step.Subject is null ? "" : $" of {PlainText.Escape(step.Subject)}")}: {step.Title}");

    private static string Shown(ToolHost host, string path) => Visible.OneLine(Path.GetRelativePath(host.Folder, path));

    /// <summary>
    /// Whether a file was named, or is in a folder that was: a file of models that others use too is not changed because a table uses it.
    /// </summary>
    private static bool IsOurs(ToolHost host, FixRequest request, string path) => Path.IsPathRooted(path) && request.Named.Any(named =>
    {
        var full = host.FullPath(named);
        var isProject = Path.GetExtension(full).ToUpperInvariant() is ".CSPROJ" or ".SLN" or ".SLNX";
        var folder = isProject ? Path.GetDirectoryName(full)! : full;
        return full == path || (Directory.Exists(folder) && !Path.GetRelativePath(folder, path).StartsWith("..", StringComparison.Ordinal));
    });

    private static TableSet Now(TableSet set, Dictionary<string, string> texts) => texts.Count == 0 ? set : set with
    {
        Tables = [.. set.Tables.Select(f => texts.TryGetValue(f.Path, out var text) ? f with { Text = text } : f)],
        ModelsFiles = [.. set.ModelsFiles.Select(f => texts.TryGetValue(f.Path, out var text) ? f with { Text = text } : f)],
        Models = table => [.. set.Models(table).Select(f => texts.TryGetValue(f.Path, out var text) ? f with { Text = text } : f)],
    };
}

using RouteGen.Model.Checks;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Tables;

namespace RouteGen.Tool.Check;

/// <summary>All rules over the tables of a set, as the analyzers run them over those of a project.</summary>
internal sealed class RuleRun
{
    private RuleRun(IReadOnlyList<TableReading> readings, IReadOnlyList<TextFile> texts, IReadOnlyList<RuleProblem> problems)
    {
        Readings = readings;
        Texts = texts;
        Problems = problems;
    }

    /// <summary>The tables as they were read.</summary>
    public IReadOnlyList<TableReading> Readings { get; }

    /// <summary>The texts of all files that problems can be in.</summary>
    public IReadOnlyList<TextFile> Texts { get; }

    /// <summary>What is wrong, in order of files and places; what is configured to be nothing is left out.</summary>
    public IReadOnlyList<RuleProblem> Problems { get; }

    public static RuleRun Check(TableSet set, DateOnly today)
    {
        var kinds = new HashSet<string>(ToolAdapters.Create().Kinds, StringComparer.Ordinal);
        kinds.UnionWith(set.OtherKinds);
        var texts = new Dictionary<string, TextFile>(StringComparer.Ordinal);
        var read = new List<(TextFile Text, TableReading Reading)>();
        foreach (var table in set.Tables.DistinctBy(static t => t.Path))
        {
            var models = set.Models(table);
            texts[table.Path] = table;
            foreach (var file in models)
            {
                texts.TryAdd(file.Path, file);
            }

            read.Add((table, TableReader.Read(table, models)));
        }

        // As tables of a project are emitted, so that of two that clash the same one is reported.
        var ordered = read
            .OrderBy(t => t.Reading.Table.Namespace ?? set.RootNamespace, StringComparer.Ordinal)
            .ThenBy(static t => t.Reading.Table.ClassName, StringComparer.Ordinal)
            .ThenBy(static t => t.Text.Text, StringComparer.Ordinal)
            .Select(static t => t.Reading).ToArray();
        var blocking = ordered.SelectMany(reading => reading.Problems.Concat(ProviderKindCheck.Check(reading, kinds)))
            .Concat(TableSetCheck.Check(ordered, set.RootNamespace))
            .Where(static problem => problem.Rule.IsBlocking).Distinct().ToArray();
        var blocked = blocking.Select(static problem => problem.Path).ToHashSet(StringComparer.Ordinal);
        var findings = read.SelectMany(table => TableChecks.Run(table.Reading)
            .Concat(CalendarChecks.Run(table.Reading, today.ToDateTime(TimeOnly.MinValue)))
            .Where(finding => finding.Rule == TableRules.Secret || !blocked.Contains(table.Reading.Path)));
        var ofModels = set.ModelsFiles.SelectMany(file =>
        {
            texts.TryAdd(file.Path, file);
            var models = ModelsFile.Read(file);
            return models.Problems.Count > 0 ? models.Problems.Concat(ModelsFileChecks.Secrets(models)) : ModelsFileChecks.Run(models);
        });
        var order = texts.Keys.Select(static (path, index) => (path, index)).ToDictionary(static f => f.path, static f => f.index);
        var subjects = new EntrySubjects(ordered);
        var problems = blocking.Concat(findings).Concat(ofModels).Distinct()
            .Select(problem => (problem, level: set.Severities.LevelOf(problem.Rule)))
            .Where(static p => p.level is not null)
            .OrderBy(p => order.GetValueOrDefault(p.problem.Path, int.MaxValue))
            .ThenBy(static p => p.problem.Range.Start)
            .ThenBy(static p => p.problem.Rule.Id, StringComparer.Ordinal)
            .Select(p => new RuleProblem(p.problem, p.level!.Value, subjects.Find(p.problem)));
        return new([.. read.Select(static t => t.Reading)], [.. texts.Values], [.. problems]);
    }
}

/// <summary>A problem, how bad it is here, and what it is about.</summary>
internal sealed record RuleProblem(Problem Problem, FindingLevel Level, string? Subject);

using RouteGen.Model.Fixes;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Tool.Check;
using RouteGen.Tool.Findings;

namespace RouteGen.Tool.Fix;

/// <summary>A fix that was applied, or that a person may choose.</summary>
/// <param name="Path">The full path of the file.</param>
/// <param name="Rule">The rule.</param>
/// <param name="Title">What it does.</param>
/// <param name="Subject">What it is about; null for the table.</param>
internal sealed record FixStep(string Path, ProblemRule Rule, string Title, string? Subject);

/// <summary>Fixes of a set of tables until nothing more changes.</summary>
internal sealed class FixRun
{
    /// <summary>A fix can bring up the next one, such as a model that no target uses any more; no table needs as many rounds.</summary>
    private const int MostRounds = 50;

    private readonly TableSet _set;
    private readonly DateOnly _today;
    private readonly HashSet<string> _rules;
    private readonly Func<string, bool> _isOurs;
    private readonly Dictionary<string, string> _texts = new(StringComparer.Ordinal);
    private readonly HashSet<(string Path, ProblemRule Rule, string Text)> _refused = [];
    private readonly List<FixStep> _applied = [];
    private RuleRun _run;

    private FixRun(TableSet set, DateOnly today, HashSet<string> rules, Func<string, bool> isOurs)
    {
        _set = set;
        _today = today;
        _rules = rules;
        _isOurs = isOurs;
        _run = RuleRun.Check(set, today);
        Before = _run.Texts.ToDictionary(static f => f.Path, static f => f.Text, StringComparer.Ordinal);
    }

    /// <summary>The texts as they were, by full path.</summary>
    public IReadOnlyDictionary<string, string> Before { get; }

    /// <summary>The texts that changed, by full path.</summary>
    public IReadOnlyDictionary<string, string> After => _texts;

    /// <summary>What was fixed, in order.</summary>
    public IReadOnlyList<FixStep> Applied => _applied;

    /// <summary>What a person may choose.</summary>
    public IReadOnlyList<FixStep> Offered { get; private set; } = [];

    /// <summary>What is left, as check reports it.</summary>
    public RuleRun Left => _run;

    /// <param name="set">The tables.</param>
    /// <param name="today">The day as of which they are judged.</param>
    /// <param name="rules">The rules to fix, those included of which a person chooses; all others where there are none.</param>
    /// <param name="isOurs">Whether a file may be changed.</param>
    public static FixRun Fix(TableSet set, DateOnly today, HashSet<string> rules, Func<string, bool> isOurs)
    {
        var run = new FixRun(set, today, rules, isOurs);
        for (var round = 0; round < MostRounds && run.Round(); round++)
        {
        }

        run.Offered =
        [
            .. run._run.Problems
                .Where(p => rules.Count == 0 && TableFixes.For(p.Problem.Rule)?.Choices.Contains(p.Problem.Rule) == true
                    && run.EditsOf(p.Problem).Count > 0)
                .Select(run.StepOf).Distinct(),
        ];
        return run;
    }

    /// <summary>Applies what the problems of now need; false where nothing changed.</summary>
    private bool Round()
    {
        var wanted = _run.Problems.Where(p => IsWanted(p.Problem)).ToArray();
        if (wanted.Length == 0 || Try(wanted))
        {
            return wanted.Length > 0;
        }

        // Together they do harm or nothing: each for itself.
        var isChanged = false;
        foreach (var one in wanted.Reverse())
        {
            if (Try([one]))
            {
                isChanged = true;
            }
            else if (!isChanged)
            {
                // After another change its place may have moved: then the next round finds it anew.
                _refused.Add(Key(one.Problem));
            }
        }

        return isChanged;
    }

    /// <summary>Applies fixes from the end of each file to its start, where no change moves what is before it.</summary>
    private bool Try(IReadOnlyList<RuleProblem> problems)
    {
        var texts = new Dictionary<string, string>(_texts, StringComparer.Ordinal);
        var steps = new List<FixStep>();
        foreach (var found in problems.OrderByDescending(static p => p.Problem.Range.Start))
        {
            var (problem, text) = (found.Problem, TextOf(found.Problem.Path, texts));
            var edits = TableFixes.For(problem.Rule)?.Edits(text, problem.Range.Start, problem.Range.Length, problem.Suggested);
            if (edits?.Count > 0)
            {
                texts[problem.Path] = TableFix.Apply(text, edits);
                steps.Add(StepOf(found));
            }
        }

        if (steps.Count == 0)
        {
            return false;
        }

        var after = RuleRun.Check(With(texts), _today);
        if (!IsBetter(_run, after, problems.Any(static p => p.Problem.Rule.IsBlocking)))
        {
            return false;
        }

        foreach (var (path, text) in texts)
        {
            _texts[path] = text;
        }

        _run = after;
        steps.Reverse();
        _applied.AddRange(steps);
        return true;
    }

    /// <summary>
    /// What blocks hides all else, so that warnings may come up behind it; but a fix must not bring up what blocks, or errors.
    /// </summary>
    private static bool IsBetter(RuleRun before, RuleRun after, bool wasBlocked)
    {
        var blocking = Count(before, static p => p.Problem.Rule.IsBlocking) - Count(after, static p => p.Problem.Rule.IsBlocking);
        return wasBlocked
            ? blocking > 0
            : blocking >= 0 && Count(after, IsError) <= Count(before, IsError);
    }

    private static bool IsError(RuleProblem problem) => problem.Level == FindingLevel.Error;

    private static int Count(RuleRun run, Func<RuleProblem, bool> holds) => run.Problems.Count(holds);

    private bool IsWanted(Problem problem)
    {
        var isAsked = _rules.Count > 0
            ? _rules.Contains(problem.Rule.Id)
            : TableFixes.For(problem.Rule) is { } fix && !fix.Choices.Contains(problem.Rule);
        return isAsked && _isOurs(problem.Path) && !_refused.Contains(Key(problem)) && EditsOf(problem).Count > 0;
    }

    private IReadOnlyList<TextEdit> EditsOf(Problem problem) => _isOurs(problem.Path)
        ? TableFixes.For(problem.Rule)?.Edits(
            TextOf(problem.Path, _texts), problem.Range.Start, problem.Range.Length, problem.Suggested) ?? []
        : [];

    private FixStep StepOf(RuleProblem found) => new(
        found.Problem.Path, found.Problem.Rule, TableFixes.For(found.Problem.Rule)!.Title(found.Problem.Suggested), found.Subject);

    private (string Path, ProblemRule Rule, string Text) Key(Problem problem) =>
        (problem.Path, problem.Rule, problem.Message);

    private string TextOf(string path, Dictionary<string, string> texts) => texts.GetValueOrDefault(path) ?? Before[path];

    private TableSet With(Dictionary<string, string> texts)
    {
        return _set with
        {
            Tables = [.. _set.Tables.Select(Now)],
            ModelsFiles = [.. _set.ModelsFiles.Select(Now)],
            Models = table => [.. _set.Models(table).Select(Now)],
        };

        TextFile Now(TextFile file) => texts.TryGetValue(file.Path, out var text) ? file with { Text = text } : file;
    }
}

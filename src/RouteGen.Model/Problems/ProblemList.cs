using RouteGen.Model.Values;


namespace RouteGen.Model.Problems;

/// <summary>The problems found so far. Arguments are sentences of this assembly's, or were made plain by <see cref="PlainText"/>.</summary>
internal sealed class ProblemList
{
    /// <summary>Of one kind so many are listed; whoever has more makes the same slip again and again.</summary>
    public const int MostListed = 100;

    private readonly List<Problem> _problems = [];
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<Problem> _last = [];
    private bool _isSyntaxBroken;
    private bool _isStructureBroken;

    public void Add(Problem problem)
    {
        // What seems to be missing may stand where the text could not be read: the slip is the one problem then.
        if (_isSyntaxBroken && (problem.Rule == FileRules.MissingProperty || problem.Rule == FileRules.UnknownReference))
        {
            return;
        }

        // What is read as a property of the wrong object is none of anybody's.
        if (_isStructureBroken && (problem.Rule == FileRules.UnknownProperty || problem.Rule == FileRules.DuplicateKey))
        {
            return;
        }

        _counts.TryGetValue(problem.Rule.Id, out var before);
        _counts[problem.Rule.Id] = before + 1;
        if (before <= MostListed)
        {
            (before < MostListed ? _problems : _last).Add(problem);
        }
    }

    /// <summary>Whether one more problem of a kind would only be counted, so that nothing need be thought about its message.</summary>
    public bool IsFull(ProblemRule rule) => _counts.TryGetValue(rule.Id, out var count) && count > MostListed;

    /// <summary>Adds what a text has of syntax problems; all of them, since the parser itself stops at so many.</summary>
    /// <param name="problems">The problems.</param>
    /// <param name="isStructureBroken">Whether a bracket is missing or too many.</param>
    public void AddSyntax(IReadOnlyList<Problem> problems, bool isStructureBroken)
    {
        _isStructureBroken |= isStructureBroken;
        _isSyntaxBroken |= problems.Count > 0;
        _problems.AddRange(problems);
    }

    /// <summary>All problems in order of place: those of <paramref name="firstPath"/>, then those of other files.</summary>
    public EquatableArray<Problem> InOrder(string firstPath) =>
        _problems.Concat(_last.Select(p => p.AndMore(_counts[p.Rule.Id] - MostListed - 1)))
            .OrderBy(p => p.Path == firstPath ? 0 : 1)
            .ThenBy(p => p.Path, StringComparer.Ordinal)
            .ThenBy(p => p.Range.Start)
            .ThenBy(p => p.Rule.Id, StringComparer.Ordinal)
            .ToEquatableArray();
}

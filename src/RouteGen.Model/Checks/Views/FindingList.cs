using RouteGen.Model.Fields;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Model.Values;

namespace RouteGen.Model.Checks.Views;

/// <summary>An entry that a finding is about, whose <c>suppress</c> can silence it.</summary>
internal readonly record struct Owner(EntrySection Section, string Name);

/// <summary>The findings so far, without those that an entry suppresses.</summary>
internal sealed class FindingList
{
    private readonly string _path;
    private readonly List<Problem> _findings = [];
    private readonly Dictionary<(Owner Owner, string RuleId), Suppression> _suppressions = [];
    private readonly HashSet<Suppression> _used = [];

    public FindingList(TableReading reading)
    {
        _path = reading.Path;
        foreach (var suppression in reading.Suppressions)
        {
            _suppressions[(new Owner(suppression.Section, suppression.Entry), suppression.RuleId)] = suppression;
        }
    }

    /// <summary>Whether a finding has been silenced by <paramref name="suppression"/>.</summary>
    public bool HasUsed(Suppression suppression) => _used.Contains(suppression);

    /// <summary>
    /// Whether an entry suppresses a rule, for findings about several entries of which each is silent for itself; the suppression is used.
    /// </summary>
    public bool Suppresses(Owner owner, ProblemRule rule) =>
        _suppressions.TryGetValue((owner, rule.Id), out var suppression) && (_used.Add(suppression) || true);

    /// <summary>Adds a finding unless one of the entries that it is about suppresses it.</summary>
    public void Add(Problem finding, params Owner[] owners)
    {
        var isSuppressed = false;
        foreach (var owner in owners)
        {
            if (_suppressions.TryGetValue((owner, finding.Rule.Id), out var suppression))
            {
                _used.Add(suppression);
                isSuppressed = true;
            }
        }

        if (!isSuppressed)
        {
            _findings.Add(finding);
        }
    }

    /// <summary>The findings in order of place, those of the table's own file first.</summary>
    public EquatableArray<Problem> InOrder() => _findings
        .OrderBy(f => f.Path == _path ? 0 : 1)
        .ThenBy(f => f.Path, StringComparer.Ordinal)
        .ThenBy(f => f.Range.Start)
        .ThenBy(f => f.Rule.Id, StringComparer.Ordinal)
        .ToEquatableArray();
}

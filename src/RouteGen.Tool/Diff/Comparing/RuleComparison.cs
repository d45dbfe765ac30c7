using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Reading;
using RouteGen.Tool.Diff.Kinds;

namespace RouteGen.Tool.Diff.Comparing;

/// <summary>
/// Compares what the rules find, and what is suppressed. Findings of one rule at one entry are the same, whatever numbers they name.
/// </summary>
internal static class RuleComparison
{
    public static void Compare(Comparison comparison)
    {
        var was = Find(comparison.Before, (section, name) => comparison.Renames.Later(section, name));
        var now = Find(comparison.After, static (_, name) => name);
        foreach (var place in now)
        {
            foreach (var problem in New(place, was[place.Key]))
            {
                Add(comparison, problem.Rule.Severity == ProblemSeverity.Error ? TableKinds.RuleError : TableKinds.RuleWarning,
                    place.Key, problem, ChangeList.PlaceOf(problem.Path, problem.Range));
            }
        }

        Suppressions(comparison);
        foreach (var place in was)
        {
            foreach (var problem in New(place, now[place.Key]))
            {
                Add(comparison, TableKinds.RuleFixed, place.Key, problem, null);
            }
        }
    }

    private static IEnumerable<Problem> New(IEnumerable<Problem> these, IEnumerable<Problem> others)
    {
        Problem[] all = [.. these], known = [.. others];
        var messages = known.Select(static p => p.Message).ToHashSet(StringComparer.Ordinal);
        return all.OrderBy(p => messages.Contains(p.Message) ? 1 : 0).Take(Math.Max(0, all.Length - known.Length));
    }

    private static void Add(
        Comparison comparison, ChangeKind kind, (string Rule, EntrySection? Section, string? Name) at, Problem problem,
            Findings.FindingPlace? place) =>
        comparison.Changes.Add(new(kind, at.Section, at.Name, $"{problem.Rule.Id}: {problem.Message}")
        {
            Before = kind == TableKinds.RuleFixed ? problem.Rule.Id : null,
            After = kind == TableKinds.RuleFixed ? null : problem.Rule.Id,
            Place = place,
            Details = [new("rule", problem.Rule.Id)],
        });

    private static ILookup<(string Rule, EntrySection? Section, string? Name), Problem> Find(
        TableSide side, Func<EntrySection, string, string> nameOf) => side.File.Checked.Problems.ToLookup(problem =>
        {
            var entry = side.Reading.Places.FirstOrDefault(p =>
                p.Property.Key.Source.Path == problem.Path && p.Property.Key.Start <= problem.Range.Start
                && problem.Range.Start + problem.Range.Length <= p.Property.Value.Start + p.Property.Value.Length);
            return entry is null
                ? (problem.Rule.Id, (EntrySection?)null, (string?)null)
                : (problem.Rule.Id, entry.Section, nameOf(entry.Section, entry.Name));
        });

    private static void Suppressions(Comparison comparison)
    {
        var was = Stated(comparison.Before, (section, name) => comparison.Renames.Later(section, name));
        var now = Stated(comparison.After, static (_, name) => name);
        foreach (var (at, reason) in now)
        {
            var changes = new EntryChanges(comparison.Changes, at.Section, at.Entry);
            if (!was.TryGetValue(at, out var before))
            {
                changes.Add(TableKinds.SuppressionAdded, "suppress", $"{at.Rule} is suppressed: {Show.Name(reason)}", null, at.Rule);
            }
            else if (before != reason)
            {
                changes.Add(
                    TableKinds.SuppressionChanged, "suppress", $"{at.Rule}: {Show.Name(before)} → {Show.Name(reason)}", before, reason);
            }
        }

        foreach (var at in was.Keys.Where(k => !now.ContainsKey(k)))
        {
            new EntryChanges(comparison.Changes, at.Section, at.Entry).Add(
                TableKinds.SuppressionRemoved, "suppress", $"{at.Rule} is no longer suppressed", at.Rule);
        }
    }

    private static Dictionary<(EntrySection Section, string Entry, string Rule), string> Stated(
        TableSide side, Func<EntrySection, string, string> nameOf)
    {
        var stated = new Dictionary<(EntrySection, string, string), string>();
        foreach (var suppression in side.Reading.Suppressions)
        {
            stated[(suppression.Section, nameOf(suppression.Section, suppression.Entry), suppression.RuleId)] = suppression.Reason;
        }

        return stated;
    }
}

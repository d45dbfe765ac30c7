using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Diff.Kinds;
using RouteGen.Tool.Diff.Writing;

namespace RouteGen.Tool.Tests.Diff;

/// <summary>Nothing that a table says can change without being said, and nothing is said where nothing changed.</summary>
public sealed class EveryPropertyTests(ITestOutputHelper output)
{
    private static readonly string[] BesideTheHash =
    [
        TableKinds.SuppressionAdded.Id, TableKinds.SuppressionRemoved.Id, TableKinds.SuppressionChanged.Id, TableKinds.RuleError.Id,
        TableKinds.RuleWarning.Id, TableKinds.RuleFixed.Id,
    ];

    [Fact]
    public void A_table_does_not_differ_from_itself()
    {
        var diff = TableDiff.Compare(Everything.Load(Everything.Text), Everything.Load("// a comment\n" + Everything.Text));

        Assert.Empty(diff.Changes);
        Assert.Equal("no changes", DiffText.Summary(diff));
        Assert.DoesNotContain(diff.Routes, static r => r.IsChanged);
    }

    [Fact]
    public void Every_property_that_changes_is_said()
    {
        var before = Everything.Load(Everything.Text);
        Assert.True(before.IsUsable);
        List<string> wrong = [];
        var compared = 0;
        foreach (var (place, text) in Everything.Changed())
        {
            var after = Everything.Load(text);
            if (!after.IsUsable)
            {
                continue;
            }

            foreach (var (was, now, way) in new[] { (before, after, ""), (after, before, " back") })
            {
                compared++;
                var diff = TableDiff.Compare(was, now, new() { Today = new DateOnly(2026, 11, 29) });
                var ofTable = diff.Changes.Where(static c => !BesideTheHash.Contains(c.Kind.Id)).ToArray();
                if (diff.HashBefore == diff.HashAfter ? ofTable.Length > 0 : ofTable.Length == 0)
                {
                    wrong.Add($"{place}{way}: {(ofTable.Length == 0 ? "nothing is said" : string.Join("; ", DiffText.Lines(diff)))}");
                }

                wrong.AddRange(diff.Changes.Where(static c => c.Kind == TableKinds.Other).Select(c => $"{place}{way}: {c.What}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        // Many edits give tables that cannot be used; too few that can would prove nothing.
        output.WriteLine($"{compared} comparisons");
        Assert.InRange(compared, 400, 5_000);
    }
}

using System.Text;
using RouteGen.Tables;
using RouteGen.Tool.Diff.Comparing;
using RouteGen.Tool.Findings;
using RouteGen.Tool.Tables;

namespace RouteGen.Tool.Tests.Diff;

/// <summary>Changes that people make, and all that is said of each: level, id and subject.</summary>
public sealed class GoldenTests
{
    private static readonly string Base = Read("base.routes.json");

    public static TheoryData<string> Names => [.. Changes().Select(static c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_change_is_said_with_its_level(string name)
    {
        var change = Changes().Single(c => c.Name == name);
        var before = Load(Base);
        var after = Load(change.Edits.Aggregate(Base, Edit));
        Assert.True(after.IsUsable, string.Join('\n', after.Problems));

        var diff = TableDiff.Compare(before, after, new() { Today = new DateOnly(2026, 11, 29) });

        Assert.True(change.Expected == Say(diff), $"What is said is:\n{Say(diff)}instead of\n{change.Expected}");
    }

    [Fact]
    public void There_are_forty_and_more() => Assert.InRange(Changes().Count, 40, 100);

    [Fact]
    public void The_base_has_no_findings() => Assert.Empty(Load(Base).Problems);

    internal static string Say(TableDiff diff)
    {
        var text = new StringBuilder();
        foreach (var change in diff.Changes)
        {
            text.Append($"{FindingLevels.Word(change.Kind.Level),-7} {change.Kind.Id,-24} {change.Subject}: {change.What}\n");
        }

        return text.ToString();
    }

    private static string Edit(string text, (string Old, string New) edit)
    {
        Assert.Contains(edit.Old, text, StringComparison.Ordinal);
        var at = text.IndexOf(edit.Old, StringComparison.Ordinal);
        return text[..at] + edit.New + text[(at + edit.Old.Length)..];
    }

    private static RouteTableFile Load(string text) => RouteTableFile.Read(
        "routes.json", text, new() { Adapters = ToolAdapters.Create(), Today = new DateOnly(2026, 11, 29) });

    private static List<Change> Changes()
    {
        List<Change> changes = [];
        List<(string Old, string New)> edits = [];
        var (name, expected, old) = ("", new StringBuilder(), "");
        foreach (var line in Read("changes.txt").Split('\n').Append("## "))
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
            {
                if (name.Length > 0)
                {
                    changes.Add(new(name, [.. edits], expected.ToString()));
                }

                (name, expected) = (line[3..], new());
                edits.Clear();
            }
            else if (line.StartsWith("- ", StringComparison.Ordinal))
            {
                old = Unescape(line[2..]);
            }
            else if (line.StartsWith("+ ", StringComparison.Ordinal))
            {
                edits.Add((old, Unescape(line[2..])));
            }
            else if (line.Length > 0 && !line.StartsWith('#'))
            {
                expected.Append(line).Append('\n');
            }
        }

        return changes;
    }

    private static string Unescape(string text) => text.Replace("\\n", "\n", StringComparison.Ordinal);

    private static string Read(string name)
    {
        using var reader = new StreamReader(typeof(GoldenTests).Assembly.GetManifestResourceStream("Golden." + name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private sealed record Change(string Name, (string Old, string New)[] Edits, string Expected);
}

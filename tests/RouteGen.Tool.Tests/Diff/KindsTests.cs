using System.Reflection;
using RouteGen.Tool.Diff.Kinds;
using RouteGen.Tool.Findings;

namespace RouteGen.Tool.Tests.Diff;

/// <summary>The published list of changes.</summary>
public sealed class KindsTests
{
    private static ChangeKind[] All =>
    [
        .. typeof(ChangeKind).Assembly.GetTypes().Where(static t => t.Namespace == typeof(ChangeKind).Namespace)
            .SelectMany(static t => t.GetFields(BindingFlags.Static | BindingFlags.Public))
            .Where(static f => f.FieldType == typeof(ChangeKind)).Select(static f => (ChangeKind)f.GetValue(null)!),
    ];

    [Fact]
    public void Ids_are_of_one_kind_and_one_form()
    {
        Assert.Equal(All.Length, All.Select(static k => k.Id).Distinct(StringComparer.Ordinal).Count());
        Assert.All(All, static k => Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", k.Id));
        Assert.All(All, static k => Assert.EndsWith(".", k.Meaning, StringComparison.Ordinal));
    }

    [Fact]
    public void The_page_lists_every_kind_with_its_level_and_no_other()
    {
        var rows = All.OrderByDescending(static k => k.Level).ThenBy(static k => k.Id, StringComparer.Ordinal)
            .Select(static k => $"| `{k.Id}` | {FindingLevels.Word(k.Level)} | {k.Meaning} |");
        var page = File.ReadAllText(Repository.File("docs/tool.md")).ReplaceLineEndings("\n");

        Assert.Contains("| Change | Level | What follows |\n|---|---|---|\n" + string.Join('\n', rows) + "\n\n", page,
            StringComparison.Ordinal);
    }
}

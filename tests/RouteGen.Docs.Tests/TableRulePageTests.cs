using RouteGen.Docs.Tests.Pages;
using RouteGen.Model.Problems;

namespace RouteGen.Docs.Tests;

/// <summary>The pages of the rules on tables keep what they say.</summary>
public sealed class TableRulePageTests
{
    /// <summary>The calendar rules need a day; RG1019 is a finding only in the month before the retirement that its page shows.</summary>
    private static readonly DateTime Today = new(2026, 11, 22);

    /// <summary>The table itself has no <c>suppress</c>, and this finding is about the table.</summary>
    private const string AboutNoEntry = "RG1017";

    public static TheoryData<string> Ids => [.. TableRules.All.Select(r => r.Id)];

    public static TheoryData<string> IdsOfEntries => [.. TableRules.All.Select(r => r.Id).Where(id => id != AboutNoEntry)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page_with_its_title_its_severity_and_all_sections(string id)
    {
        var page = PageOf(id);
        var rule = TableRules.All.Single(r => r.Id == id);

        Assert.StartsWith($"# {id}: {rule.Title}\n", page.Text, StringComparison.Ordinal);
        Assert.Contains(
            $"\n| Severity | {(rule.Severity == ProblemSeverity.Error ? "error" : "warning")} |\n", page.Text, StringComparison.Ordinal);
        foreach (var heading in (string[])["Cause", "Why it matters", "Bad", "Good", "How to suppress"])
        {
            Assert.Contains($"\n## {heading}\n", page.Text, StringComparison.Ordinal);
        }

        Assert.Contains($"`dotnet_diagnostic.{id}.severity = none`", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bad_example_has_exactly_this_finding_and_shows_its_message(string id)
    {
        var page = PageOf(id);

        var problems = Findings(page, "Bad");

        Assert.True(problems is [{ } only] && only.Rule.Id == id, $"{page.Name}:\n{TablesOfPages.Describe(problems)}");
        Assert.True(
            page.Text.Contains($"\n{problems[0].Message}\n", StringComparison.Ordinal),
            $"{page.Name} does not show the message: {problems[0].Message}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_good_example_has_no_finding(string id)
    {
        Assert.NotEmpty(PageOf(id).BlocksUnder("Good"));
        Assert.Equal("", TablesOfPages.Describe(Findings(PageOf(id), "Good")));
    }

    [Theory]
    [MemberData(nameof(IdsOfEntries))]
    public void The_example_that_suppresses_the_finding_has_none(string id)
    {
        Assert.Contains(PageOf(id).BlocksUnder("How to suppress"), b => b.Text.Contains($"\"{id}\": ", StringComparison.Ordinal));
        Assert.Equal("", TablesOfPages.Describe(Findings(PageOf(id), "How to suppress")));
    }

    [Fact]
    public void The_index_names_every_rule_on_tables()
    {
        var index = Page.Read("docs/rules/README.md").Text;

        Assert.All(TableRules.All, rule => Assert.Contains($"[{rule.Id}]({rule.Id}.md) | {rule.Title} |", index, StringComparison.Ordinal));
    }

    private static IReadOnlyList<Problem> Findings(Page page, string heading) =>
        TablesOfPages.FindingsOn(Today, page.BlocksUnder(heading).Select(b => b with { Text = WithKey(b.Text) }));

    // No page may hold what looks like a key, RG1021's own least of all, so the whole key is put in here.
    private static string WithKey(string text) => text.Replace("sk-...", "sk-" + new string('0', 20), StringComparison.Ordinal);

    private static Page PageOf(string id) => Page.Read($"docs/rules/{id}.md");
}

using System.Reflection;
using RouteGen.Docs.Tests.Pages;
using RouteGen.Model.Problems;

namespace RouteGen.Docs.Tests;

public sealed class RulePageTests
{
    private static readonly IReadOnlyDictionary<string, ProblemRule> Rules = typeof(FileRules)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(f => f.GetValue(null))
        .OfType<ProblemRule>()
        .ToDictionary(r => r.Id);

    public static TheoryData<string> Ids => [.. Rules.Keys.Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_has_a_page_with_its_title_and_all_sections(string id)
    {
        var page = PageOf(id);

        Assert.StartsWith($"# {id}: {Rules[id].Title}\n", page.Text, StringComparison.Ordinal);
        foreach (var heading in (string[])["Cause", "Why it matters", "Bad", "Good", "How to suppress"])
        {
            Assert.Contains($"\n## {heading}\n", page.Text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_bad_example_has_exactly_this_finding_and_shows_its_message(string id)
    {
        var page = PageOf(id);

        var problem = Assert.Single(TablesOfPages.Findings(page.BlocksUnder("Bad")));

        Assert.Equal(id, problem.Rule.Id);
        Assert.True(
            page.Text.Contains($"\n{problem.Message}\n", StringComparison.Ordinal),
            $"{page.Name} does not show the message: {problem.Message}");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_good_example_has_no_finding(string id)
    {
        var good = PageOf(id).BlocksUnder("Good");

        Assert.NotEmpty(good);
        Assert.Equal("", TablesOfPages.Describe(TablesOfPages.FindingsOn(new DateTime(2026, 11, 22), good)));
    }

    [Fact]
    public void The_index_names_every_rule_of_the_file()
    {
        var index = Page.Read("docs/rules/README.md").Text;

        Assert.All(Rules.Values, rule => Assert.Contains($"[{rule.Id}]({rule.Id}.md) | {rule.Title} |", index, StringComparison.Ordinal));
    }

    private static Page PageOf(string id) => Page.Read($"docs/rules/{id}.md");
}

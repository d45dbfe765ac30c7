using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

public sealed class TableBlockTests
{
    /// <summary>The day as of which the tables on pages are free of findings.</summary>
    private static readonly DateTime Reviewed = new(2026, 11, 22);

    public static TheoryData<string> PagesWithTables =>
        [
            .. Page.All()
                .Where(p => !p.Name.StartsWith("docs/rules/", StringComparison.Ordinal) && p.Blocks.Any(b => b.IsJson)).Select(p => p.Name)
        ];

    [Theory]
    [MemberData(nameof(PagesWithTables))]
    public void Every_table_on_a_page_is_free_of_findings(string name)
    {
        foreach (var block in Page.Read(name).Blocks.Where(b => b.IsJson && !b.IsExcerpt))
        {
            var problems = TablesOfPages.FindingsOn(Reviewed, [block]);
            Assert.True(problems.Count == 0, $"{name}, line {block.Line}:\n{TablesOfPages.Describe(problems)}");
        }
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/getting-started.md")]
    public void The_first_pages_show_a_whole_table(string name) =>
        Assert.Contains(Page.Read(name).Blocks, b => b.IsJson && !b.IsExcerpt && b.Text.Contains("\"table\"", StringComparison.Ordinal));
}

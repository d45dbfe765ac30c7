using RouteGen.Docs.Tests.Compiling;
using RouteGen.Docs.Tests.Pages;

namespace RouteGen.Docs.Tests;

public sealed class CodeBlockTests
{
    /// <summary>
    /// The guides. The C# on the pages of rules is bad on purpose in half of its blocks, and is run by the tests of those rules; that on
    /// docs/aspire.md is compiled with Aspire, compared and run by RouteGen.Frameworks.Tests.
    /// </summary>
    public static TheoryData<string, int> Blocks =>
        [
            .. Page.All()
                .Where(p => !p.Name.StartsWith("docs/rules/", StringComparison.Ordinal) && p.Name != "docs/aspire.md")
                .SelectMany(p => p.Blocks.Where(b => b.Language == "csharp").Select(b => new TheoryDataRow<string, int>(p.Name, b.Line)))
        ];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Code_on_a_page_compiles_without_a_warning(string name, int line)
    {
        var page = Page.Read(name);
        var block = page.Blocks.Single(b => b.Line == line);
        var hasOwnTable = name is "README.md" or "docs/getting-started.md" or "docs/embeddings.md" or "docs/claude-on-clouds.md"
            or "docs/agent-framework.md" || name.StartsWith("docs/providers/", StringComparison.Ordinal);
        var table = hasOwnTable
            ? page.Blocks.First(b => b.IsJson).Text
            : name is "docs/semantic-kernel.md" ? Page.Read("docs/agent-framework.md").Blocks.First(b => b.IsJson).Text
            : name is "docs/cookbook.md" || name.StartsWith("docs/migrating", StringComparison.Ordinal)
                ? page.TableAround(block) ?? GuideTable.Text
                : GuideTable.Text;

        // An excerpt may use the type that the block before it declares, and the samples of some pages are one application.
        var before = page.Blocks.Where(b => b.Language == "csharp" && b.Line < line).Select(b => b.Text);
        var known = name is "docs/agent-framework.md" or "docs/semantic-kernel.md"
            ? before
            : before.TakeLast(1).Where(b => b.Contains("class RecordWriter", StringComparison.Ordinal));

        Assert.Equal("", PageCompilation.Complaints(table, block.Text, [.. known]));
    }

    [Fact]
    public void A_block_that_is_wrong_is_found() =>
        Assert.Contains("CS1061", PageCompilation.Complaints(GuideTable.Text, "var r = routes.Sumarize;"), StringComparison.Ordinal);
}

using System.Text.RegularExpressions;

namespace RouteGen.Frameworks.Tests;

/// <summary>The pages about frameworks show the code that these tests run, and the table that it is compiled with.</summary>
public sealed partial class PageTests
{
    private static readonly string[] Pages = ["agent-framework.md", "semantic-kernel.md", "caching.md"];

    private static readonly string Repository = FindRepository();

    [Fact]
    public void Every_sample_is_on_a_page_and_every_block_of_a_page_is_a_sample()
    {
        var samples = Directory.EnumerateFiles(Path.Combine(Repository, "tests", "RouteGen.Frameworks.Tests", "Samples"), "*.cs")
            .Select(Text);
        var blocks = Pages.SelectMany(page => Blocks(page, "csharp"));

        Assert.Equal(samples.Order(StringComparer.Ordinal), blocks.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_of_the_pages_is_the_one_that_is_compiled_here()
    {
        var table = Text(Path.Combine(Repository, "tests", "RouteGen.Frameworks.Tests", "routes.json"));

        Assert.All(Pages.SelectMany(page => Blocks(page, "jsonc")), block => Assert.Equal(table, block));
        Assert.NotEmpty(Blocks(Pages[0], "jsonc"));
    }

    private static IEnumerable<string> Blocks(string page, string language) =>
        Fence().Matches(Text(Path.Combine(Repository, "docs", page)))
            .Where(m => m.Groups[1].Value == language)
            .Select(m => m.Groups[2].Value.Trim());

    private static string Text(string path) => File.ReadAllText(path).ReplaceLineEndings("\n").Trim();

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "RouteGen.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^```(\w+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();
}

using System.Text.RegularExpressions;

namespace RouteGen.Docs.Tests.Recipes;

/// <summary>A recipe that nothing runs is a claim.</summary>
public sealed partial class CookbookPageTests
{
    private static readonly Pages.Page Page = Pages.Page.Read("docs/cookbook.md");

    [Fact]
    public void Every_recipe_is_listed_first_and_has_a_test_that_exists()
    {
        var recipes = Heading().Matches(Page.Text).Select(m => m.Groups[1].Value).Where(h => h != "How this is tested").ToArray();
        var tests = Page.Text[Page.Text.IndexOf("## How this is tested", StringComparison.Ordinal)..];
        var rows = Row().Matches(tests).Select(m => (Recipe: m.Groups[1].Value, Class: m.Groups[2].Value)).ToArray();

        Assert.True(recipes.Length >= 12, $"{recipes.Length} recipes");
        Assert.Equal(recipes, rows.Select(r => r.Recipe));
        Assert.All(recipes, recipe => Assert.Contains($"| [{recipe}](#", Page.Text, StringComparison.Ordinal));
        Assert.All(rows, row =>
        {
            var tests = GetType().Assembly.GetType($"{GetType().Namespace}.{row.Class}");
            Assert.Contains(tests!.GetMethods(), m => m.IsDefined(typeof(FactAttribute), inherit: true));
        });
    }

    [GeneratedRegex("^## (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^\| ([^|]+) \| `(\w+Tests)`", RegexOptions.Multiline)]
    private static partial Regex Row();
}

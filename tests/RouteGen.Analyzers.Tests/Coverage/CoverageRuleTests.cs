using System.Reflection;
using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Tests.Coverage;

public sealed class CoverageRuleTests
{
    public static TheoryData<string> Ids => [.. CoverageRules.All.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_warns_and_has_a_page_that_begins_with_its_title(string id)
    {
        var rule = CoverageRules.All.Single(rule => rule.Id == id);

        Assert.Equal(DiagnosticSeverity.Warning, rule.DefaultSeverity);
        Assert.EndsWith($"docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.StartsWith(
            $"# {id}: {rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture)}\n",
            Page($"{id}.md"),
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_index_lists_a_rule_by_its_title(string id) =>
        Assert.Contains($"| [{id}]({id}.md) | " +
            $"{CoverageRules.All.Single(rule => rule.Id == id).Title.ToString(System.Globalization.CultureInfo.InvariantCulture)} |",
                Page("README.md"),
                StringComparison.Ordinal);

    private static string Page(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Pages." + name);
        Assert.NotNull(stream);
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}

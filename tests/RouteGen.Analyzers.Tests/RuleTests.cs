using System.Reflection;
using Microsoft.CodeAnalysis;
using RouteGen.Model.Checks;

namespace RouteGen.Analyzers.Tests;

public sealed class RuleTests
{
    public static TheoryData<string> FileRuleIds => [.. FileRulesOfModel().Select(rule => rule.Id)];

    [Fact]
    public void The_compiler_knows_every_rule_of_the_file_and_no_other() =>
        Assert.Equal(FileRulesOfModel().Select(rule => rule.Id), Rules.All.Select(rule => rule.Id).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(FileRuleIds))]
    public void A_rule_reads_the_same_to_the_compiler_and_to_the_model(string id)
    {
        var known = FileRulesOfModel().Single(rule => rule.Id == id);
        var shown = Rules.Of(id);

        Assert.Equal(known.Title, shown.Title.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(known.MessageFormat, shown.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.EndsWith($"docs/rules/{id}.md", shown.HelpLinkUri, StringComparison.Ordinal);
        Assert.True(known.IsBlocking);
        Assert.Equal(DiagnosticSeverity.Error, shown.DefaultSeverity);
        Assert.Contains(WellKnownDiagnosticTags.NotConfigurable, shown.CustomTags);
    }

    private static IReadOnlyList<ProblemRule> FileRulesOfModel() =>
    [
        .. typeof(FileRules).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => field.GetValue(null))
            .OfType<ProblemRule>()
            .OrderBy(rule => rule.Id, StringComparer.Ordinal),
    ];
}

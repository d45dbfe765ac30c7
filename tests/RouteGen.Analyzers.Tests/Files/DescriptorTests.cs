using Microsoft.CodeAnalysis;
using RouteGen.Model.Checks;

namespace RouteGen.Analyzers.Tests.Files;

public sealed class DescriptorTests
{
    [Fact]
    public void Every_rule_on_tables_is_shown_as_the_model_words_it() => Assert.Equal(
        TableRules.All.Select(rule => (rule.Id, rule.Title, rule.MessageFormat, rule.Severity.ToString(), rule.IsBlocking)),
        TableDescriptors.All.Select(rule => (
            rule.Id,
            rule.Title.ToString(System.Globalization.CultureInfo.InvariantCulture),
            rule.MessageFormat.ToString(System.Globalization.CultureInfo.InvariantCulture),
            rule.DefaultSeverity.ToString(),
            rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable))));

    [Fact]
    public void Rules_are_numbered_without_gaps() =>
        Assert.Equal(Enumerable.Range(1001, TableRules.All.Count).Select(number => $"RG{number}"), TableRules.All.Select(rule => rule.Id));
}

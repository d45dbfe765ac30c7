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
    public void Rules_stand_in_the_order_of_their_numbers_each_once() =>
        Assert.Equal(TableRules.All.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal), TableRules.All.Select(rule => rule.Id));
}

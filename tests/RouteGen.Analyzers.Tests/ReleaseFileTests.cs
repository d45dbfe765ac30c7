using System.Globalization;
using System.Reflection;
using Microsoft.CodeAnalysis;
using RouteGen.Model.Problems;
using RouteGen.Roslyn;

namespace RouteGen.Analyzers.Tests;

/// <summary>
/// The release files list every rule that the compiler can show. Those on tables are made from the model's rules, which the
/// compiler's own check of these files cannot see.
/// </summary>
public sealed class ReleaseFileTests
{
    private static readonly IReadOnlyList<DiagnosticDescriptor> Shown =
        [.. Descriptors.OfFiles, .. ProjectRules.All, .. Descriptors.OfTables, .. UsageRules.All, .. CoverageRules.All];

    [Fact]
    public void The_release_files_list_every_rule_as_it_is_shown() => Assert.Equal(
        Shown.Select(rule => $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Title.ToString(CultureInfo.InvariantCulture)}")
            .Order(StringComparer.Ordinal),
        Listed().Order(StringComparer.Ordinal));

    [Fact]
    public void Every_rule_of_the_model_is_in_its_list_in_the_order_of_the_numbers()
    {
        Assert.Equal(Stated(typeof(FileRules)), FileRules.All.Select(rule => rule.Id));
        Assert.Equal(Stated(typeof(TableRules)), TableRules.All.Select(rule => rule.Id));
    }

    [Fact]
    public void A_rule_of_the_file_can_be_neither_configured_nor_suppressed() => Assert.All(Descriptors.OfFiles, rule =>
    {
        Assert.Equal(DiagnosticSeverity.Error, rule.DefaultSeverity);
        Assert.Contains(WellKnownDiagnosticTags.NotConfigurable, rule.CustomTags);
    });

    [Fact]
    public void A_rule_leads_to_its_page() =>
        Assert.All(Shown, rule => Assert.EndsWith($"docs/rules/{rule.Id}.md", rule.HelpLinkUri, StringComparison.Ordinal));

    private static IEnumerable<string> Listed() =>
        from file in (string[])["AnalyzerReleases.Shipped.md", "AnalyzerReleases.Unshipped.md"]
        from line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, file))
        where line.StartsWith("RG", StringComparison.Ordinal)
        select line;

    private static IEnumerable<string> Stated(Type rules) => rules
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => field.GetValue(null))
        .OfType<ProblemRule>()
        .Select(rule => rule.Id)
        .Order(StringComparer.Ordinal);
}

using System.Reflection;
using RouteGen.Model.Problems;
using Xunit;

namespace RouteGen.Model.Tests.Corpus;

public class CorpusTests
{
    internal static readonly TableCase[] All =
    [
        .. FileCases.Texts,
        .. FileCases.Roots, .. FileCases.Names, .. EntryCases.Models, .. EntryCases.Prices, .. EntryCases.Providers, .. EntryCases.Targets,
        .. RouteCases.Chains, .. RouteCases.FaultsAndWeights, .. RouteCases.Settings, .. RouteCases.Embeddings, .. BudgetCases.Budgets,
    ];

    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Exactly_the_expected_problems_are_reported_at_exactly_the_marked_places(string name)
    {
        var table = Assert.Single(All, c => c.Name == name);

        var found = table.Read().Problems;

        var expected = table.Rules.Select(
            (rule, i) => $"{rule} {Shown(table, table.Places.Count == 1 ? table.Places[0] : table.Places[i])}");
        Assert.Equal(expected, found.Select(p => $"{p.Rule.Id} {Shown(table, (p.Range.Start, p.Range.Length))}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_message_says_something_and_has_no_unfilled_place(string name)
    {
        foreach (var problem in Assert.Single(All, c => c.Name == name).Read().Problems)
        {
            Assert.DoesNotContain("{0}", problem.Message, StringComparison.Ordinal);
            Assert.True(problem.Message.Length > 20, problem.Message);
            Assert.DoesNotContain(problem.Message, c => char.IsControl(c) || c == '\u202e');
            Assert.True(problem.Rule.IsBlocking);
        }
    }

    [Fact]
    public void Every_rule_of_the_file_fires_somewhere()
    {
        var rules = typeof(FileRules).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => ((ProblemRule)f.GetValue(null)!).Id);
        // These two are between tables and packages; they have tests of their own.
        string[] elsewhere = ["RG0008", "RG0010"];

        Assert.Equal(rules.Except(elsewhere), All.SelectMany(c => c.Rules).Distinct().Order());
    }

    private static string Shown(TableCase table, (int Start, int Length) place) =>
        $"at {place.Start}: «{table.Text.Substring(place.Start, place.Length)}»";
}

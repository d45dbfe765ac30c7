using Microsoft.CodeAnalysis;
using RouteGen.Generators.Tests.Driving;
using RouteGen.Generators.Tests.Emission;

namespace RouteGen.Generators.Tests.Style;

/// <summary>Generated code reads as if a person had written it for this repository.</summary>
public sealed class GeneratedStyleTests
{
    [Theory]
    [InlineData("Readme")]
    [InlineData("Everything")]
    public void An_approved_table_has_the_style(string table)
    {
        var run = ApprovedTables.Run(table);

        Assert.Empty(StyleComplaints(run));
        Assert.Empty(AttributeRules.Complaints(run.Compilation));
    }

    [Fact]
    public void A_table_with_errors_has_the_style()
    {
        var run = Project.RunOf(SupportTable.Text.Replace("\"haiku\"],", "\"haiko\"],"));

        Assert.NotEmpty(run.Problems);
        Assert.Empty(StyleComplaints(run));
        Assert.Empty(AttributeRules.Complaints(run.Compilation));
    }

    [Fact]
    public void A_table_without_a_namespace_has_the_style() =>
        Assert.Empty(StyleComplaints(new Project(rootNamespace: null).Write("/app/routes.json", SupportTable.Text).Build()));

    /// <summary>Names and texts of any length, prices that nest deeply, lists that are long.</summary>
    [Fact]
    public void No_table_makes_a_line_too_long() => Parallel.For(0, 60, seed =>
    {
        var text = AwkwardTable.Create(seed);
        var run = new Project(AwkwardTable.Namespace(seed)).Write("/app/routes.json", text).Build();

        Assert.True(run.Problems.Count == 0, $"seed {seed}: {string.Join("\n", run.Diagnostics)}");
        Assert.True(!run.Complaints.Any(), $"seed {seed}: {string.Join("\n", run.Complaints.Take(3))}");
        Assert.True(!StyleComplaints(run).Any(), $"seed {seed}: {string.Join("\n", StyleComplaints(run).Take(3))}");
    });

    private static IEnumerable<string> StyleComplaints(Run run) =>
        run.Sources.SelectMany(source => StyleRules.Complaints(source.Value).Select(complaint => $"{source.Key}: {complaint}"));
}

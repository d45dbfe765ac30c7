using Microsoft.CodeAnalysis.CSharp;
using RouteGen.Generators.Preconditions;
using RouteGen.Generators.Tests.Emission;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>RG0020: a project whose C# is older than that of generated code.</summary>
public sealed class LanguageTests
{
    [Fact]
    public void The_oldest_language_compiles_a_table_of_every_property()
    {
        var run = ApprovedTables.ProjectOfEverything().As(LanguageNeed.Oldest).Build();

        Assert.NotEmpty(run.Sources);
        Assert.Empty(run.Problems);
        Assert.Empty(run.Complaints);
    }

    [Theory]
    [InlineData(LanguageVersion.CSharp3, "3")]
    [InlineData(LanguageVersion.CSharp7_3, "7.3")]
    [InlineData(LanguageVersion.CSharp9, "9")]
    public void An_older_one_gets_one_error_that_says_what_to_do_and_no_code(LanguageVersion language, string shown)
    {
        var run = ApprovedTables.ProjectOfEverything().As(language).Build();

        var error = Assert.Single(run.Diagnostics);
        Assert.Equal("RG0020", error.Id);
        Assert.Contains($"this project is compiled as C# {shown}; remove LangVersion", error.GetMessage(null), StringComparison.Ordinal);
        Assert.Empty(run.Sources);
    }

    [Fact]
    public void Without_a_table_any_language_will_do() =>
        Assert.Empty(new Project().As(LanguageVersion.CSharp7_3).Build().Problems);

    [Fact]
    public void The_build_of_the_package_asks_for_the_same()
    {
        var targets = ApprovedTables.Resource("RouteGen.Shapes.targets");

        Assert.Contains($"`{LanguageNeed.OldestName}`)", targets, StringComparison.Ordinal);
        Assert.Contains($"set it to {LanguageNeed.OldestName} or later", targets, StringComparison.Ordinal);
    }
}

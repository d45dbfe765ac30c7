namespace RouteGen.Analyzers.Tests.Coverage;

/// <summary>RG3003: a test project that references a table and drills nothing of it.</summary>
public sealed class UndrilledTableTests
{
    private const string Found =
        "RG3003 Tests0.cs(1,14) This test project references the routes of 'Application' and drills none of their provider paths; "
            + "reference " +
        "RouteGen.Testing and add a class [Drills<SupportRoutes>]";

    public static TheoryData<string> Frameworks => ["xunit", "NUnit", "MSTest"];

    [Theory]
    [MemberData(nameof(Frameworks))]
    public async Task A_test_project_that_drills_nothing_is_told_so(string framework) =>
        Assert.Equal([Found], await new DrillProject { Framework = ReferenceFor(framework) }.FindAsync("public class Tests;"));

    [Fact]
    public async Task It_need_not_reference_the_drills_to_be_reported() =>
        Assert.Equal([Found], await new DrillProject { ReferencesTesting = false }.FindAsync("public class Tests;"));

    [Fact]
    public async Task A_marked_class_is_judged_by_its_paths_instead() =>
        Assert.All(
            await new DrillProject().FindAsync(DrillProject.Marked("")),
            finding => Assert.DoesNotContain("RG3003", finding, StringComparison.Ordinal));

    [Fact]
    public async Task A_project_without_a_test_framework_owes_no_drills() =>
        Assert.Empty(await new DrillProject { Framework = null }.FindAsync("public class Tests;"));

    [Fact]
    public async Task A_table_of_the_test_project_itself_is_there_for_its_own_tests() =>
        Assert.Empty(await new DrillProject { DeclaresTable = true }.FindAsync("public class Tests;"));

    [Fact]
    public async Task It_is_reported_where_the_first_test_is()
    {
        var project = new DrillProject();

        Assert.Equal(
            [Found.Replace("Tests0.cs(1,14)", "Tests1.cs(2,21)", StringComparison.Ordinal)],
            await project.FindAsync(
                "public class Helper;", "using Xunit;\npublic sealed class ATests { [Fact] public void B() { } }",
                "using Xunit;\npublic sealed class CTests { [Fact] public void D() { } }"));
        Assert.Equal([Found.Replace(" Tests0.cs(1,14)", "", StringComparison.Ordinal)], await project.FindAsync(""));
    }

    [Fact]
    public async Task It_can_be_suppressed_at_its_place() => Assert.Empty(await new DrillProject().FindAsync(
        "#pragma warning disable RG3003 // the drills are in another project\npublic class Tests;"));

    private static Microsoft.CodeAnalysis.MetadataReference ReferenceFor(string framework) => framework switch
    {
        "NUnit" => TestFrameworks.NUnit,
        "MSTest" => TestFrameworks.MSTest,
        _ => TestFrameworks.Xunit,
    };
}

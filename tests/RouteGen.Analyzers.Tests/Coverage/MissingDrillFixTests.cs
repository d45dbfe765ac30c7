namespace RouteGen.Analyzers.Tests.Coverage;

/// <summary>The fix of RG3001 and RG3002: it writes tests that compile, in the words of the framework, and the findings are gone.</summary>
public sealed class MissingDrillFixTests
{
    [Fact]
    public async Task The_missing_drill_is_written_at_the_end_of_the_class()
    {
        using var workspace = new DrillWorkspace(
            $$"""
            {{DrillProject.Usings("Xunit")}}

            [Drills<SupportRoutes>]
            public sealed partial class SupportDrills // all of them
            {
                {{DrillTable.AllButSummarize}}
                {{DrillTable.Mini}}
                // Nothing after this.
            }
            """,
            new DrillProject());

        var text = await workspace.FixAsync("RG3001");

        Assert.EndsWith(
            """
                // Nothing after this.

                [Fact]
                public Task Haiku_serves_Summarize_when_GptMini_fails() =>
                    RouteDrill.On<SupportRoutes>().Route(r => r.Summarize)
                        .Failing(SummarizeTarget.GptMini, Fault.Overloaded)
                        .ExpectServedByAsync(SummarizeTarget.Haiku);
            }
            """,
            text,
            StringComparison.Ordinal);
        Assert.Empty(await workspace.ErrorsAsync());
        Assert.Empty(await workspace.FindAsync());
    }

    [Theory]
    [InlineData("Xunit", "[Fact]")]
    [InlineData("NUnit.Framework", "[Test]")]
    [InlineData("Microsoft.VisualStudio.TestTools.UnitTesting", "[TestMethod]")]
    public async Task All_missing_drills_are_written_at_once_for_each_framework(string framework, string mark)
    {
        using var workspace = new DrillWorkspace(
            $"{DrillProject.Usings(framework)}\n\n/// <summary>Drills.</summary>\n[Drills<SupportRoutes>]\n" +
            $"public sealed class SupportDrills\n{{\n}}\n", ProjectFor(framework));

        var text = await workspace.FixAsync("RG3001", all: true);

        Assert.Empty(await workspace.ErrorsAsync());
        Assert.Empty(await workspace.FindAsync());
        Assert.Equal(7, text.Split($"    {mark}\n    public Task ").Length - 1);
        Assert.Equal(
            framework.StartsWith("Microsoft", StringComparison.Ordinal),
            text.Contains("\n[TestClass]\n[Drills<SupportRoutes>]\npublic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_class_without_a_body_gets_one()
    {
        using var workspace = new DrillWorkspace(
            $"{DrillProject.Usings("Xunit")}\n[Drills<SupportRoutes>]\npublic class SupportDrills;\n", new DrillProject());

        var text = await workspace.FixAsync("RG3002", all: true);

        Assert.Contains("public class SupportDrills\n{\n    [Fact]\n    public Task ", text, StringComparison.Ordinal);
        Assert.Empty(await workspace.ErrorsAsync());
        Assert.Empty(await workspace.FindAsync());
    }

    [Fact]
    public async Task A_name_that_is_taken_is_not_taken_again()
    {
        using var workspace = new DrillWorkspace(
            DrillProject.Marked(
                DrillTable.AllButSummarize + DrillTable.Mini + "public void Haiku_serves_Summarize_when_GptMini_fails() { }"),
            new DrillProject());

        var text = await workspace.FixAsync("RG3001");

        Assert.Contains("Task Haiku_serves_Summarize_when_GptMini_fails_2()", text, StringComparison.Ordinal);
        Assert.Empty(await workspace.ErrorsAsync());
    }

    [Fact]
    public async Task Names_stay_qualified_where_the_file_imports_nothing()
    {
        using var workspace = new DrillWorkspace(
            "[RouteGen.Testing.Drills<Demo.SupportRoutes>]\r\npublic class SupportDrills\r\n{\r\n}\r\n", new DrillProject());

        var text = await workspace.FixAsync("RG3001", all: true);

        Assert.Contains("    [Xunit.Fact]\r\n    public System.Threading.Tasks.Task ", text, StringComparison.Ordinal);
        Assert.Equal(text.Split('\n').Length, text.Split("\r\n").Length);
        Assert.Empty(await workspace.ErrorsAsync());
        Assert.Empty(await workspace.FindAsync());
    }

    private static DrillProject ProjectFor(string framework) => new()
    {
        Framework = framework switch
        {
            "Xunit" => TestFrameworks.Xunit,
            "NUnit.Framework" => TestFrameworks.NUnit,
            _ => TestFrameworks.MSTest,
        },
    };
}

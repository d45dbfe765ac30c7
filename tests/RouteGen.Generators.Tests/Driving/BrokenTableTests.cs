using Microsoft.CodeAnalysis;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>A broken table keeps its names and reports each problem once, at its place.</summary>
public sealed class BrokenTableTests
{
    private const string Use = """
        public static class Use
        {
            public static object Route(Demo.SupportRoutes routes) => routes.Summarize;

            public static Demo.DraftReplyTarget Target => Demo.DraftReplyTarget.GptViaOr;

            public static string Key => Demo.SupportRoutes.Keys.Summarize + Demo.SupportRoutes.Targets.House;
        }
        """;

    [Theory]
    [InlineData("\"kind\": \"anthropic\"", "\"kind\": \"anthropik\"", "RG0010 routes.json(17,28)")]
    [InlineData("\"total\": \"30s\"", "\"total\": 30", "RG0003 routes.json(33,30)")]
    [InlineData("\"requires\"", "\"requirez\"", "RG0002 routes.json(32,7)")]
    [InlineData("\"model\": \"house-7b\"", "\"model\": \"house-8b\"", "RG0007 routes.json(25,56)")]
    [InlineData("\"provider\": \"anthropic\",  ", "", "RG0004 routes.json(23,5)")]
    [InlineData("\"sales\"],", "\"sales\"]", "RG0001 routes.json(27,38)")]
    [InlineData("\"requires\": [\"streaming\"]", "\"about\": \"again\"", "RG0005 routes.json(32,7)")]
    [InlineData("\"costBucket\": \"support\"", "\"costBucket\": \"support\", \"budgets\": [\"daily\"]", "RG0007 routes.json(36,44)")]
    public void One_slip_is_one_error_at_its_place_and_every_name_stays(string good, string bad, string expected)
    {
        Assert.Contains(good, SupportTable.Text, StringComparison.Ordinal);
        var run = new Project(code: "#pragma warning disable CS1591\n" + Use)
            .Write("/app/routes.json", SupportTable.Text.Replace(good, bad)).Build();

        Assert.Equal([expected], run.Problems);
        Assert.Empty(run.Complaints);
        Assert.All(run.Diagnostics, problem => Assert.Contains(WellKnownDiagnosticTags.NotConfigurable, problem.Descriptor.CustomTags));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{ \"table\": 1 }")]
    [InlineData("{ \"table\": \"System\", \"routes\": { } }")]
    [InlineData("{ \"table\": \"A\", \"routes\": { \"r\": { \"chain\": [] } } }")]
    [InlineData("{ \"table\": \"A\", \"routes\": { \"r\": 1, \"2\": { } } }")]
    public void A_text_that_is_hardly_a_table_is_an_error_and_compiles(string text)
    {
        var run = Project.RunOf(text);

        Assert.NotEmpty(run.Problems);
        Assert.Empty(run.Complaints);
    }

    [Fact]
    public void The_keys_of_a_table_that_cannot_be_used_are_told_beside_what_stops_it()
    {
        var run = new Project()
            .Write("/app/routes.json", SupportTable.Text.Replace("\"requires\"", "\"token\": \"hunter2\", \"requirez\"")).Build();

        Assert.Equal(["RG0002", "RG0002", "RG1021"], run.Diagnostics.Select(problem => problem.Id).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(run.Diagnostics, problem => problem.ToString().Contains("hunter2", StringComparison.Ordinal));
    }

    [Fact]
    public void A_table_that_stands_in_two_files_is_written_once()
    {
        var run = new Project().Write("/app/routes.json", SupportTable.Text)
            .Write("/app/copy.routes.json", SupportTable.Text + " ").Build();

        Assert.Equal(["RG0008 copy.routes.json(3,12)"], run.Problems);
        Assert.Equal(7, run.Sources.Count);
        Assert.Empty(run.Complaints);
    }

    [Fact]
    public void Types_that_two_tables_would_write_are_written_once()
    {
        var run = new Project().Write("/app/routes.json", SupportTable.Text)
            .Write("/app/b.routes.json", SupportTable.Text.Replace("SupportRoutes", "ZRoutes")).Build();

        Assert.Equal(["RG0006 b.routes.json(29,5)", "RG0006 b.routes.json(38,5)"], run.Problems.Order());
        Assert.Empty(run.Complaints);
    }

    [Fact]
    public void A_table_with_errors_says_so_where_it_is_used()
    {
        var run = Project.RunOf(SupportTable.Text.Replace("\"haiku\"],", "\"haiko\"],"));

        Assert.Contains(
            "InvalidOperationException(\"The routes.json of SupportRoutes has errors: the build lists them.\")",
            run.Sources["SupportRoutes.Routes.g.cs"],
            StringComparison.Ordinal);
        Assert.DoesNotContain("RouteDefinition ", run.Sources["SupportRoutes.Definition.g.cs"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_problem_in_shared_models_stands_there_and_once()
    {
        var table = SupportTable.Text.Replace("\"reviewed\"", "\"use\": [\"x.models.json\"], \"reviewed\"");
        var other = table.Replace("SupportRoutes", "OtherRoutes")
            .Replace("\"summarize\"", "\"digest\"")
            .Replace("\"draft-reply\"", "\"write\"");
        var run = new Project().Write("/app/routes.json", table)
            .Write("/app/b.routes.json", other)
            .Write("/app/x.models.json", "{ \"models\": { \"m\": { \"window\": 1 } } }").Build();

        Assert.Equal(["RG0002 x.models.json(1,22)"], run.Problems);
    }
}

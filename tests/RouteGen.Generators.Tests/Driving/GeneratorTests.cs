namespace RouteGen.Generators.Tests.Driving;

public sealed class GeneratorTests
{
    private const string Use = """
        using Microsoft.Extensions.DependencyInjection;
        using Demo;

        public static class Use
        {
            public static void Register(IServiceCollection services) => services.AddSupportRoutes();

            public static SummarizeRoute Route(SupportRoutes routes) => routes.Summarize;

            public static string Serve(SummarizeTarget target) =>
                target switch { SummarizeTarget.GptMini => "primary", SummarizeTarget.Haiku => "fallback", _ => "" };

            public static string Key =>
                SupportRoutes.Keys.DraftReply + SupportRoutes.Targets.GptViaOr + SupportRoutes.Prices.ClaudeHaiku45.Id;
        }

        namespace Demo
        {
            public sealed partial class SummarizeRoute
            {
                private int _calls;

                partial void OnCompleted(RouteGen.RouteRecord record) => _calls++;

                partial void OnFallback(SummarizeTarget from, SummarizeTarget to, RouteGen.Fault fault) =>
                    _calls += (int)from + (int)to + (int)fault;
            }
        }
        """;

    [Fact]
    public void A_table_becomes_types_that_an_application_uses()
    {
        var run = new Project(code: "#pragma warning disable CS1591\n" + Use).Write("/app/routes.json", SupportTable.Text).Build();

        Assert.Empty(run.Problems);
        Assert.Empty(run.Complaints);
    }

    [Fact]
    public void A_project_without_a_table_gets_nothing()
    {
        var run = new Project().Write("/app/settings.json", SupportTable.Text).Write("/app/company.models.json", "{").Build();

        Assert.Empty(run.Sources);
        Assert.Empty(run.Problems);
    }

    [Fact]
    public void Files_in_any_order_and_folder_give_the_same_bytes()
    {
        var other = SupportTable.Text.Replace("SupportRoutes", "OtherRoutes")
            .Replace("\"summarize\"", "\"digest\"")
            .Replace("\"draft-reply\"", "\"write\"");
        var here = new Project().Write("/home/a/routes.json", SupportTable.Text).Write("/home/a/other.routes.json", other).Build();
        var there = new Project().Write(@"C:\work\x.routes.json", other).Write(@"C:\work\a.routes.json", SupportTable.Text).Build();

        Assert.Equal(14, here.Sources.Count);
        Assert.Equal(here.AllText, there.AllText);
        Assert.Empty(here.Complaints);
    }

    [Theory]
    [InlineData("my-app.2nd part", "my_app._2nd_part")]
    [InlineData("App.class.event", "App.@class.@event")]
    [InlineData("A;} class Evil { ", "A___class_Evil__")]
    public void A_root_namespace_that_is_no_namespace_becomes_one(string rootNamespace, string expected)
    {
        var run = new Project(rootNamespace).Write("/app/routes.json", SupportTable.Text).Build();

        Assert.Contains($"\nnamespace {expected};\n", run.AllText, StringComparison.Ordinal);
        Assert.Empty(run.Complaints);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Without_a_namespace_the_types_are_global(string? rootNamespace)
    {
        var run = new Project(rootNamespace).Write("/app/routes.json", SupportTable.Text).Build();

        Assert.NotNull(run.Compilation.GetTypeByMetadataName("SummarizeRoute"));
        Assert.Empty(run.Complaints);
    }

    [Fact]
    public void An_internal_table_shows_nothing_outside()
    {
        var run = Project.RunOf(SupportTable.Text.Replace(
            "\"about\": \"Routes of the support desk\"", "\"visibility\": \"internal\", \"namespace\": \"Inner.Parts\""));

        Assert.Empty(run.Complaints);
        Assert.NotNull(run.Compilation.GetTypeByMetadataName("Inner.Parts.SupportRoutes"));
        Assert.DoesNotContain("public sealed partial class", run.AllText, StringComparison.Ordinal);
        Assert.DoesNotContain("public enum", run.AllText, StringComparison.Ordinal);
    }

    [Fact]
    public void A_class_named_by_a_contextual_keyword_compiles()
    {
        var run = Project.RunOf(SupportTable.Text.Replace("SupportRoutes", "Record"));

        Assert.Empty(run.Problems);
        Assert.Empty(run.Complaints);
    }

    [Fact]
    public void Models_come_from_files_that_the_project_shares()
    {
        const string Models = """{ "models": { "shared-1": { "contextWindow": 1000, "usdPerMTok": { "input": 1, "output": 2 } } } }""";
        var table = SupportTable.Text.Replace("\"reviewed\"", "\"use\": [\"../company.models.json\", \"../prices.json\"], \"reviewed\"")
            .Replace("\"model\": \"house-7b\"", "\"model\": \"shared-1\"");
        var run = new Project().Write("/src/company.models.json", Models)
            .Write("/src/prices.json", "{ \"models\": { } }", role: "models")
            .Write("/src/app/routes.json", table).Build();

        Assert.Empty(run.Problems);
        Assert.Contains("Shared1 = new(\n            id: \"shared-1@", run.AllText, StringComparison.Ordinal);
    }
}

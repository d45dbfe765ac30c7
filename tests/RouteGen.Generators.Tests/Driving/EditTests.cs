using Microsoft.CodeAnalysis;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace RouteGen.Generators.Tests.Driving;

/// <summary>What an edit runs again.</summary>
public sealed class EditTests
{
    private static readonly string[] FileSteps = [Steps.Sources, Steps.Prices];

    [Fact]
    public void The_first_build_runs_everything()
    {
        var run = Project.RunOf(SupportTable.Text);

        Assert.All(FileSteps, step => Assert.All(run.Outcomes(step), outcome => Assert.Equal(New, outcome)));
        Assert.Equal(7, run.Sources.Count);
    }

    [Fact]
    public void An_edit_of_CSharp_runs_nothing()
    {
        var project = Started();

        var run = project.AddCode("class Added { }").Build();

        Assert.All(
            AllSteps(run),
            step => Assert.All(run.Outcomes(step), reason => Assert.True(reason is Cached or Unchanged, $"{step}: {reason}")));
        Assert.Equal(0, run.FilesAddedAnew);
    }

    [Theory]
    [InlineData("{\n", "{\n\n\n")]
    [InlineData("\"table\"", "/* what it is */ \"table\"")]
    [InlineData("\"models\": {", "\"models\"  :\r\n {")]
    [InlineData("\"output\": 2.00", "\"output\": 2.0")]
    [InlineData("\"total\": \"30s\"", "\"total\": \"30000ms\"")]
    public void An_edit_that_says_the_same_stops_at_the_table(string old, string edited)
    {
        var run = Edited(old, edited);

        Assert.Equal([Modified], run.Outcomes(Steps.Readings));
        Assert.Equal([Unchanged], run.Outcomes(Steps.Tables));
        Assert.All(FileSteps, step => Assert.All(run.Outcomes(step), outcome => Assert.Equal(Cached, outcome)));
        Assert.Equal(0, run.FilesAddedAnew);
    }

    [Theory]
    [InlineData("\"input\": 0.25", "\"input\": 0.26")]
    [InlineData("\"output\": 5.00, \"asOf\": \"2026-11-20\"", "\"output\": 5.00, \"asOf\": \"2026-11-21\"")]
    public void An_edit_of_a_price_writes_the_prices_only(string old, string edited)
    {
        var run = Edited(old, edited);

        Assert.Equal([Modified], run.Outcomes(Steps.Prices));
        Assert.Equal([Unchanged], run.Outcomes(Steps.Shapes));
        Assert.Equal([Cached, Cached, Cached, Cached, Cached, Cached], run.Outcomes(Steps.Sources));
        Assert.Equal(1, run.FilesAddedAnew);
    }

    [Fact]
    public void An_edit_of_a_time_limit_writes_the_definition_and_the_prices_that_hash_it()
    {
        var run = Edited("\"total\": \"30s\"", "\"total\": \"31s\"");

        Assert.Equal([Modified], run.Outcomes(Steps.Prices));

        // Of routes, targets, definition, hooks, registration and callers.
        Assert.Equal([Unchanged, Unchanged, Modified, Unchanged, Unchanged, Unchanged], run.Outcomes(Steps.Sources));
        Assert.Equal(2, run.FilesAddedAnew);
    }

    [Fact]
    public void An_edit_of_one_table_leaves_the_other_alone()
    {
        var other = SupportTable.Text.Replace("SupportRoutes", "OtherRoutes")
            .Replace("\"summarize\"", "\"digest\"")
            .Replace("\"draft-reply\"", "\"write\"");
        var project = Started().Write("/app/other.routes.json", other);
        project.Build();

        var run = project.Write("/app/other.routes.json", other.Replace("\"digest\"", "\"precis\"")).Build();

        // Of the six all but the registration name routes.
        Assert.Equal(5, run.Outcomes(Steps.Sources).Count(reason => reason is Modified));
        Assert.Equal(1, run.Outcomes(Steps.Prices).Count(reason => reason is Modified));
        Assert.Equal(6, run.FilesAddedAnew);
    }

    [Fact]
    public void An_edit_that_moves_a_problem_reports_it_anew_and_writes_nothing()
    {
        var broken = SupportTable.Text.Replace("\"gpt-mini\", \"haiku\"", "\"gpt-mini\", \"haiko\"");
        var project = new Project().Write("/app/routes.json", broken);
        Assert.Equal(["RG0007 routes.json(31,29)"], project.Build().Problems);

        var run = project.Write("/app/routes.json", "\n" + broken).Build();

        Assert.Equal(["RG0007 routes.json(32,29)"], run.Problems);
        Assert.Equal([Modified], run.Outcomes(Steps.Project));
        Assert.Equal([Unchanged], run.Outcomes(Steps.Tables));
        Assert.All(FileSteps, step => Assert.All(run.Outcomes(step), outcome => Assert.Equal(Cached, outcome)));
    }

    [Fact]
    public void A_package_of_another_provider_writes_nothing_anew()
    {
        var project = Started();

        var run = project.Set("Demo", Project.Kinds + "|ollama=Fake.Adapter").Build();

        Assert.Equal([Modified], run.Outcomes(Steps.Settings));
        Assert.Equal([Unchanged], run.Outcomes(Steps.Tables));
        Assert.Equal(0, run.FilesAddedAnew);
    }

    private static IEnumerable<string> AllSteps(Run run) =>
        typeof(Steps).GetFields().Select(field => field.Name).Where(step => run.Outcomes(step).Count > 0);

    private static Project Started()
    {
        var project = new Project().Write("/app/routes.json", SupportTable.Text);
        project.Build();
        return project;
    }

    private static Run Edited(string old, string edited)
    {
        Assert.Contains(old, SupportTable.Text, StringComparison.Ordinal);
        return Started().Write("/app/routes.json", SupportTable.Text.Replace(old, edited)).Build();
    }
}

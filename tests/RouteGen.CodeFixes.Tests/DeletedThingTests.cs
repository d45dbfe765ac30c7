using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.MSBuild;

namespace RouteGen.CodeFixes.Tests;

/// <summary>Delete one drill, one fallback or one price of the sample, and what is reported is what the README shows.</summary>
public sealed class DeletedThingTests(SupportDeskFixture fixture) : IClassFixture<SupportDeskFixture>
{
    private const string MarkedFile = "SupportRouteDrills.cs";
    private readonly SupportDeskCopy _desk = fixture.Desk;

    [Fact]
    public async Task A_deleted_drill_is_missed_at_the_mark_and_written_again_on_disk()
    {
        using var deleted = await SupportDeskCopy.WithoutAsync(_desk.FallbackDrills, """
                [Fact]
                public Task Haiku_summarizes_when_gpt_mini_is_limited() =>
                    Desk.Route(r => r.Summarize)
                        .Failing(SummarizeTarget.GptMini, Fault.RateLimited)
                        .ExpectServedByAsync(SummarizeTarget.Haiku);


            """);
        using var workspace = MSBuildWorkspace.Create();
        var project = await workspace.OpenProjectAsync(_desk.TestProject, cancellationToken: Cancellation);
        var drills = new EditedDrills(workspace, project.Id);

        var missing = Assert.Single(await drills.FindInAsync(MarkedFile));
        await ShownAsync(missing);
        await drills.FixAsync(MarkedFile, missing);

        Assert.Empty(await drills.FindInAsync(MarkedFile));
        Assert.Contains(
            "    public Task Haiku_serves_Summarize_when_GptMini_fails() =>",
            await File.ReadAllTextAsync(Path.Combine(Path.GetDirectoryName(_desk.FallbackDrills)!, MarkedFile), Cancellation),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_fallback_is_missed_in_the_chain()
    {
        using var deleted = await SupportDeskCopy.WithoutAsync(_desk.Table, "[\"gpt-via-or\", \"haiku\"]", "[\"gpt-via-or\"]");

        await ShownAsync(await OnlyFindingAsync("routes.json"));
    }

    [Fact]
    public async Task A_deleted_price_is_missed_in_the_models()
    {
        using var deleted = await SupportDeskCopy.WithoutAsync(
            _desk.Models,
            ",\n      \"usdPerMTok\": { \"input\": 0.15, \"cachedInput\": 0.075, \"output\": 0.60, \"asOf\": \"2026-08-01\" }");

        await ShownAsync(await OnlyFindingAsync("company.models.json"));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<Diagnostic> OnlyFindingAsync(string file)
    {
        using var workspace = MSBuildWorkspace.Create();
        var project = await workspace.OpenProjectAsync(_desk.Project, cancellationToken: Cancellation);
        var table = new EditedTable(workspace, project.AdditionalDocuments.Single(d => d.Name == file).Id);
        return Assert.Single(await table.FindAsync());
    }

    private async Task ShownAsync(Diagnostic finding) =>
        Assert.Contains(
            _desk.Printed(finding), await File.ReadAllTextAsync(SupportDeskCopy.Readme, Cancellation), StringComparison.Ordinal);
}

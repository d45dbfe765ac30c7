using Microsoft.CodeAnalysis.MSBuild;
using RouteGen.CodeFixes.Tables;

namespace RouteGen.CodeFixes.Tests;

/// <summary>The nearest thing to an IDE: the sample opened through MSBuild, spoilt on disk, and fixed on disk by its light bulbs.</summary>
public sealed class SupportDeskInEditorTests
{
    private static readonly (string Good, string Bad)[] Slips =
    [
        ("\"about\": \"Two lines", "\"abuot\": \"Two lines"),
        ("\"chain\": [\"sonnet-via-or\"", "\"chain\": [\"sonnet-via-ro\""),
        (
            "\"openai/gpt-oss-120b\" }\n",
            "\"openai/gpt-oss-120b\" },\n    \"haiku-twin\":    { \"provider\": \"anthropic\", \"model\": \"claude-haiku-4-5\" }\n"),
        ("[\"house-oss\", \"haiku\"]", "[\"house-oss\", \"haiku\", \"haiku-twin\"]"),
        (
            "\"claude-haiku-4-5\" },\n    \"sonnet\"",
            "\"claude-haiku-4-5\" },\n    \"nano-twin\":     { \"provider\": \"openai\",     \"model\": \"gpt-5.4-nano\" },\n    "
                + "\"sonnet\""),
        ("\"costBucket\": \"back-office\"\n", "\"costBucket\": \"back-office\",\n      \"suppress\": { \"RG1001\": \"was alone once\" }\n"),
        ("[\"gpt-mini\", \"haiku\"],\n      \"requires\": [\"vision\"]", "[\"gpt-mini\"],\n      \"requires\": [\"vision\"]"),
    ];

    [Fact]
    public async Task Every_slip_is_shown_in_the_open_table_and_mended_on_disk_to_the_last_character()
    {
        using var desk = await SupportDeskCopy.MakeAsync();
        var good = await File.ReadAllTextAsync(desk.Table, TestContext.Current.CancellationToken);
        var spoilt = Slips.Aggregate(good, (text, slip) =>
        {
            Assert.Contains(slip.Good, text, StringComparison.Ordinal);
            return text.Replace(slip.Good, slip.Bad, StringComparison.Ordinal);
        });
        await File.WriteAllTextAsync(desk.Table, spoilt, TestContext.Current.CancellationToken);
        using var workspace = MSBuildWorkspace.Create();
        var project = await workspace.OpenProjectAsync(desk.Project, cancellationToken: TestContext.Current.CancellationToken);
        var table = new EditedTable(workspace, project.AdditionalDocuments.Single(d => d.Name == "routes.json").Id);

        Assert.Equal(["RG0002", "RG0007"], await table.ReportedAsync());
        await table.FixAsync(new MeantNameFix(), "RG0002");
        await table.FixAsync(new MeantNameFix(), "RG0007");

        Assert.Equal(["RG1001", "RG1004", "RG1008", "RG1010", "RG1012", "RG1022"], await table.ReportedAsync());
        Assert.Equal("Add 'haiku' to the chain", await table.FixAsync(new AddFallbackFix(), "RG1001"));
        await table.FixAsync(new RemoveTargetFix(), "RG1004");
        await table.FixAsync(new RemoveSuppressionFix(), "RG1022");

        Assert.Equal(["RG1008", "RG1008"], await table.ReportedAsync());
        await table.FixAllAsync(new RemoveUnusedFix(), "RG1008");

        Assert.Empty(await table.ReportedAsync());
        Assert.Equal(good, await File.ReadAllTextAsync(desk.Table, TestContext.Current.CancellationToken));
    }
}

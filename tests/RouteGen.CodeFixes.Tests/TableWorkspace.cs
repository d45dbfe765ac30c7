using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;
using RouteGen.CodeFixes.Tables;

namespace RouteGen.CodeFixes.Tests;

/// <summary>A project in memory with one table.</summary>
internal static class TableWorkspace
{
    private const string Settings = """
        is_global = true
        build_property.RouteGenProviderKinds = openai=A.B|anthropic=A.C|openrouter=A.D

        """;

    /// <summary>Applies the fix of the first diagnostic of a rule, and gives its title, the text and what is still reported.</summary>
    public static async Task<(string Title, string Text, string[] Left)> FixAsync(TableCodeFix fix, string rule, string table)
    {
        using var workspace = new AdhocWorkspace();
        var opened = Open(workspace, table);
        var title = await opened.FixAsync(fix, rule);
        return (title, await opened.TextAsync(), await opened.ReportedAsync());
    }

    /// <summary>Applies the fix to all of a rule in the project, and gives the text and what is still reported.</summary>
    public static async Task<(string Text, string[] Left)> FixAllAsync(TableCodeFix fix, string rule, string table)
    {
        using var workspace = new AdhocWorkspace();
        var opened = Open(workspace, table);
        await opened.FixAllAsync(fix, rule);
        return (await opened.TextAsync(), await opened.ReportedAsync());
    }

    /// <summary>Whether a fix is offered for the first diagnostic of a rule.</summary>
    public static async Task<bool> OffersAsync(TableCodeFix fix, string rule, string table)
    {
        using var workspace = new AdhocWorkspace();
        return (await Open(workspace, table).OffersAsync(fix, rule)).Count > 0;
    }

    private static EditedTable Open(AdhocWorkspace workspace, string table)
    {
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(),
            VersionStamp.Default,
            "App",
            "App",
            LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            metadataReferences: Basic.Reference.Assemblies.Net100.References.All);
        var opened = DocumentId.CreateNewId(project.Id);
        var solution = workspace.CurrentSolution
            .AddProject(project)
            .AddDocument(DocumentId.CreateNewId(project.Id), "C.cs", "class C;")
            .AddAnalyzerConfigDocument(DocumentId.CreateNewId(project.Id),
                ".globalconfig", SourceText.From(Settings, Encoding.UTF8), filePath: "/app/.globalconfig")
            .AddAdditionalDocument(opened, "routes.json", SourceText.From(table, Encoding.UTF8), filePath: "/app/routes.json");
        Assert.True(workspace.TryApplyChanges(solution));
        return new EditedTable(workspace, opened);
    }
}

using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RouteGen.Analyzers.Files;
using RouteGen.CodeFixes.Tables;

namespace RouteGen.CodeFixes.Tests;

/// <summary>A project with one table in an editor: it is analyzed, a fix is applied, and it is analyzed again.</summary>
/// <remarks>The testing library skips fixes of diagnostics in additional files.</remarks>
internal static class TableWorkspace
{
    private const string Path = "/app/routes.json";

    private const string Settings = """
        is_global = true
        build_property.RouteGenProviderKinds = openai=A.B|anthropic=A.C|openrouter=A.D

        """;

    /// <summary>Applies the fix of the first diagnostic of a rule, and gives the text and what is still reported.</summary>
    public static async Task<(string Title, string Text, string[] Left)> FixAsync(TableCodeFix fix, string rule, string table)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, table);
        var diagnostic = (await DiagnosticsAsync(document.Project)).First(d => d.Id == rule);
        var action = Assert.Single(await ActionsAsync(fix, document, diagnostic));

        return await ApplyAsync(workspace, document, action);
    }

    /// <summary>Applies the fix to all of a rule in the project.</summary>
    public static async Task<(string Title, string Text, string[] Left)> FixAllAsync(TableCodeFix fix, string rule, string table)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, table);
        var context = new FixAllContext(
            document.Project.Documents.Single(), fix, FixAllScope.Project, fix.GetType().Name, [rule], new Reported(), TestContext.Current.CancellationToken);
        var action = await fix.GetFixAllProvider().GetFixAsync(context);

        Assert.NotNull(action);
        return await ApplyAsync(workspace, document, action);
    }

    /// <summary>Whether a fix is offered for the first diagnostic of a rule.</summary>
    public static async Task<bool> OffersAsync(TableCodeFix fix, string rule, string table)
    {
        using var workspace = new AdhocWorkspace();
        var document = Open(workspace, table);
        var diagnostic = (await DiagnosticsAsync(document.Project)).First(d => d.Id == rule);
        return (await ActionsAsync(fix, document, diagnostic)).Count > 0;
    }

    private static TextDocument Open(AdhocWorkspace workspace, string table)
    {
        var project = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "App", "App", LanguageNames.CSharp, compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary), metadataReferences: Basic.Reference.Assemblies.Net100.References.All);
        var opened = DocumentId.CreateNewId(project.Id);
        var solution = workspace.CurrentSolution
            .AddProject(project)
            .AddDocument(DocumentId.CreateNewId(project.Id), "C.cs", "class C;")
            .AddAnalyzerConfigDocument(DocumentId.CreateNewId(project.Id), ".globalconfig", SourceText.From(Settings, Encoding.UTF8), filePath: "/app/.globalconfig")
            .AddAdditionalDocument(opened, "routes.json", SourceText.From(table, Encoding.UTF8), filePath: Path);
        Assert.True(workspace.TryApplyChanges(solution));
        return workspace.CurrentSolution.GetAdditionalDocument(opened)!;
    }

    private static async Task<IReadOnlyList<CodeAction>> ActionsAsync(TableCodeFix fix, TextDocument document, Diagnostic diagnostic)
    {
        var actions = new List<CodeAction>();
        var context = new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken);
        await fix.RegisterCodeFixesAsync(context);
        return actions;
    }

    private static async Task<(string Title, string Text, string[] Left)> ApplyAsync(AdhocWorkspace workspace, TextDocument document, CodeAction action)
    {
        foreach (var operation in await action.GetOperationsAsync(TestContext.Current.CancellationToken))
        {
            operation.Apply(workspace, TestContext.Current.CancellationToken);
        }

        var changed = workspace.CurrentSolution.GetAdditionalDocument(document.Id)!;
        var left = await DiagnosticsAsync(changed.Project);
        return (action.Title, (await changed.GetTextAsync(TestContext.Current.CancellationToken)).ToString(), [.. left.Select(d => d.Id).Order(StringComparer.Ordinal)]);
    }

    private static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project)
    {
        var compilation = await project.GetCompilationAsync(TestContext.Current.CancellationToken);
        return await compilation!.WithAnalyzers([new RouteTableAnalyzer()], project.AnalyzerOptions).GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
    }

    private sealed class Reported : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            GetAllDiagnosticsAsync(project, cancellationToken);

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) => await DiagnosticsAsync(project);
    }
}

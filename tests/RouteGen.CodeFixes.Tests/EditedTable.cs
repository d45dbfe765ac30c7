using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Analyzers.Tables;
using RouteGen.CodeFixes.Tables;

namespace RouteGen.CodeFixes.Tests;

/// <summary>A table open in an editor: what is reported in it, and what its light bulbs do.</summary>
/// <remarks>The testing library skips fixes of diagnostics in additional files.</remarks>
internal sealed class EditedTable(Workspace workspace, DocumentId id)
{
    private readonly RouteTableAnalyzer _analyzer = new();

    private TextDocument Document => workspace.CurrentSolution.GetAdditionalDocument(id)!;

    public async Task<string> TextAsync() => (await Document.GetTextAsync(TestContext.Current.CancellationToken)).ToString();

    /// <summary>What is reported in this one file, by ID.</summary>
    public async Task<string[]> ReportedAsync() => [.. (await FindAsync()).Select(d => d.Id).Order(StringComparer.Ordinal)];

    /// <summary>What is reported in this one file.</summary>
    public async Task<ImmutableArray<Diagnostic>> FindAsync()
    {
        var (analysis, options) = await AnalyzeAsync(Document.Project);
        var file = options.AdditionalFiles.Single(f => f.Path == Document.FilePath);
        var result = await analysis.GetAnalysisResultAsync(file, TestContext.Current.CancellationToken);
        return result.GetAllDiagnostics();
    }

    /// <summary>What a fix offers for the first diagnostic of a rule.</summary>
    public async Task<IReadOnlyList<CodeAction>> OffersAsync(TableCodeFix fix, string rule)
    {
        var actions = new List<CodeAction>();
        var diagnostic = (await DiagnosticsAsync(Document.Project)).First(d => d.Id == rule);
        await fix.RegisterCodeFixesAsync(
            new CodeFixContext(Document, diagnostic, (action, _) => actions.Add(action), TestContext.Current.CancellationToken));
        return actions;
    }

    /// <summary>Applies the one fix of the first diagnostic of a rule, and gives its title.</summary>
    public async Task<string> FixAsync(TableCodeFix fix, string rule)
    {
        var action = Assert.Single(await OffersAsync(fix, rule));
        await ApplyAsync(action);
        return action.Title;
    }

    /// <summary>Applies a fix to all diagnostics of a rule in the project.</summary>
    public async Task FixAllAsync(TableCodeFix fix, string rule)
    {
        var context = new FixAllContext(Document.Project,
            fix, FixAllScope.Project, fix.GetType().Name, [rule], new Reported(this), TestContext.Current.CancellationToken);
        var action = await fix.GetFixAllProvider().GetFixAsync(context);
        Assert.NotNull(action);
        await ApplyAsync(action);
    }

    private async Task ApplyAsync(CodeAction action)
    {
        var operations = await action.GetOperationsAsync(TestContext.Current.CancellationToken);
        var change = Assert.IsType<ApplyChangesOperation>(Assert.Single(operations));
        Assert.True(workspace.TryApplyChanges(change.ChangedSolution));
    }

    private async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(Project project) =>
        await (await AnalyzeAsync(project)).Analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);

    private async Task<(CompilationWithAnalyzers Analysis, AnalyzerOptions Options)> AnalyzeAsync(Project project)
    {
        var compilation = await project.GetCompilationAsync(TestContext.Current.CancellationToken);
        return (compilation!.WithAnalyzers([_analyzer], project.AnalyzerOptions), project.AnalyzerOptions);
    }

    private sealed class Reported(EditedTable table) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            GetAllDiagnosticsAsync(project, cancellationToken);

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await table.DiagnosticsAsync(project);
    }
}

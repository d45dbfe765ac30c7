using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Analyzers.Coverage;
using RouteGen.CodeFixes.Coverage;

namespace RouteGen.CodeFixes.Tests;

/// <summary>A test project with drills, open in an editor.</summary>
internal sealed class EditedDrills(Workspace workspace, ProjectId id)
{
    private static readonly DrillCoverageAnalyzer Analyzer = new();

    private Project Project => workspace.CurrentSolution.GetProject(id)!;

    /// <summary>What is reported while the file with the mark is open: nothing else of the project is asked for.</summary>
    public async Task<ImmutableArray<Diagnostic>> FindInAsync(string file)
    {
        var compilation = (await Project.GetCompilationAsync(Cancellation))!;
        Assert.DoesNotContain(compilation.GetDiagnostics(Cancellation), d => d.Severity == DiagnosticSeverity.Error);
        var model = compilation.GetSemanticModel((await Document(file).GetSyntaxTreeAsync(Cancellation))!);
        return await compilation.WithAnalyzers([Analyzer], Project.AnalyzerOptions)
            .GetAnalyzerSemanticDiagnosticsAsync(model, null, Cancellation);
    }

    /// <summary>Applies the fix of a finding to the file on disk.</summary>
    public async Task FixAsync(string file, Diagnostic finding)
    {
        CodeAction? offered = null;
        await new MissingDrillFix().RegisterCodeFixesAsync(
            new CodeFixContext(Document(file), finding, (action, _) => offered ??= action, Cancellation));
        Assert.NotNull(offered);
        var change = Assert.IsType<ApplyChangesOperation>(Assert.Single(await offered.GetOperationsAsync(Cancellation)));
        Assert.True(workspace.TryApplyChanges(change.ChangedSolution));
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Document Document(string file) => Project.Documents.Single(d => d.Name == file);
}

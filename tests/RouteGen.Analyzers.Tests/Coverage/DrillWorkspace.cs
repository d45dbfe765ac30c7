using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Analyzers.Coverage;
using RouteGen.CodeFixes.Coverage;

namespace RouteGen.Analyzers.Tests.Coverage;

/// <summary>A test project in a workspace, as an editor holds it.</summary>
internal sealed class DrillWorkspace : IDisposable
{
    private readonly AdhocWorkspace _workspace = new();
    private Document _document;

    public DrillWorkspace(string code, DrillProject project)
    {
        var compilation = project.Compile(code);
        var info = ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Tests", "Tests", LanguageNames.CSharp,
            compilationOptions: compilation.Options,
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
            metadataReferences: compilation.References);
        _document = _workspace.AddProject(info).AddDocument("Tests0.cs", code, filePath: "Tests0.cs");
    }

    /// <summary>Applies the fix to the first finding of an id, or to all of them, and gives the file.</summary>
    public async Task<string> FixAsync(string id, bool all = false)
    {
        var fix = new MissingDrillFix();
        var found = (await FindAsync()).First(diagnostic => diagnostic.Id == id);
        CodeAction? action = null;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(_document, found, (offered, _) => action ??= offered, Cancellation));
        if (all)
        {
            var context = new FixAllContext(
                _document, fix, FixAllScope.Document, action!.EquivalenceKey!, fix.FixableDiagnosticIds, new Findings(this), Cancellation);
            action = await fix.GetFixAllProvider().GetFixAsync(context);
        }

        var operations = await action!.GetOperationsAsync(Cancellation);
        _document = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(_document.Id)!;
        return (await _document.GetTextAsync(Cancellation)).ToString();
    }

    public async Task<IReadOnlyList<Diagnostic>> FindAsync() =>
        [.. await (await CompileAsync()).WithAnalyzers([new DrillCoverageAnalyzer()]).GetAnalyzerDiagnosticsAsync(Cancellation)];

    /// <summary>Why the file does not compile.</summary>
    public async Task<IReadOnlyList<Diagnostic>> ErrorsAsync() =>
        [.. (await CompileAsync()).GetDiagnostics(Cancellation).Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error)];

    public void Dispose() => _workspace.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task<Compilation> CompileAsync() => (await _document.Project.GetCompilationAsync(Cancellation))!;

    private sealed class Findings(DrillWorkspace workspace) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken) => await workspace.FindAsync();

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await workspace.FindAsync();
    }
}

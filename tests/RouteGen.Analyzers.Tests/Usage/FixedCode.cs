using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RouteGen.Analyzers.Tests.Usage;

/// <summary>An application in a workspace, as an editor holds it, and what a light bulb makes of one of its files.</summary>
internal sealed class FixedCode<TAnalyzer, TFix> : IDisposable
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    private const string Member = "/* here */";
    private readonly AdhocWorkspace _workspace = new();
    private Document _document;

    private FixedCode(string code)
    {
        var project = _workspace.AddProject(ProjectInfo.Create(
            ProjectId.CreateNewId(), VersionStamp.Default, "Application", "Application", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
            parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
            metadataReferences: ApplicationReferences.All));
        foreach (var (path, text) in GeneratedTable.Get(UsageTable.Text))
        {
            project = project.AddDocument(Path.GetFileName(path), text, filePath: path).Project;
        }

        _document = project.AddDocument("Desk.cs", code, filePath: "/app/Desk.cs");
    }

    /// <summary>Statements of a method after a fix, or after all fixes of the file; what is fixed compiles and is found no more.</summary>
    public static async Task<string> InBodyAsync(string statements, string? title = null, bool all = false) =>
        await InAsync(UsageTest<TAnalyzer>.Body($"{Member}\n        {statements}\n        {Member}"), title, all);

    /// <summary>The same for statements that set services up.</summary>
    public static async Task<string> InSetupAsync(string statements, bool all = false) =>
        await InAsync(UsageTest<TAnalyzer>.Setup($"{Member}\n        {statements}\n        {Member}"), null, all);

    /// <summary>The titles of what is offered.</summary>
    public static async Task<IReadOnlyList<string>> TitlesAsync(string statements)
    {
        using var code = new FixedCode<TAnalyzer, TFix>(UsageTest<TAnalyzer>.Body(statements));
        return [.. (await code.OfferedAsync(Assert.Single(await code.FindAsync()))).Select(action => action.Title)];
    }

    public void Dispose() => _workspace.Dispose();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static async Task<string> InAsync(string source, string? title, bool all)
    {
        using var code = new FixedCode<TAnalyzer, TFix>(source);
        Assert.Empty(await code.ErrorsAsync());
        var found = await code.FindAsync();
        var action = (await code.OfferedAsync(found[0])).First(offered => title is null || offered.Title == title);
        if (all)
        {
            Assert.InRange(found.Count, 2, int.MaxValue);
            var fix = new TFix();
            action = await fix.GetFixAllProvider()!.GetFixAsync(new FixAllContext(
                code._document, fix, FixAllScope.Document, action.EquivalenceKey!, fix.FixableDiagnosticIds, new Findings(code),
                Cancellation));
        }

        var operations = await action!.GetOperationsAsync(Cancellation);
        code._document = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetDocument(code._document.Id)!;
        var text = (await code._document.GetTextAsync(Cancellation)).ToString();
        Assert.True((await code.ErrorsAsync()).Count == 0, text + string.Join('\n', await code.ErrorsAsync()));
        Assert.Equal(all ? 0 : found.Count - 1, (await code.FindAsync()).Count);
        return text.Split(Member)[1].Trim();
    }

    private async Task<IReadOnlyList<CodeAction>> OfferedAsync(Diagnostic found)
    {
        var actions = new List<CodeAction>();
        await new TFix().RegisterCodeFixesAsync(
            new CodeFixContext(_document, found, (offered, _) => actions.Add(offered), Cancellation));
        return actions;
    }

    private async Task<IReadOnlyList<Diagnostic>> FindAsync() =>
        [.. (await (await CompileAsync()).WithAnalyzers([new TAnalyzer()]).GetAnalyzerDiagnosticsAsync(Cancellation))
            .OrderBy(found => found.Location.SourceSpan.Start)];

    private async Task<IReadOnlyList<Diagnostic>> ErrorsAsync() =>
        [.. (await CompileAsync()).GetDiagnostics(Cancellation).Where(diagnostic => diagnostic.Severity is DiagnosticSeverity.Error)];

    private async Task<Compilation> CompileAsync() => (await _document.Project.GetCompilationAsync(Cancellation))!;

    private sealed class Findings(FixedCode<TAnalyzer, TFix> code) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(
            Document document, CancellationToken cancellationToken) => await code.FindAsync();

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);

        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            await code.FindAsync();
    }
}

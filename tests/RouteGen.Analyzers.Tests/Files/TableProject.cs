using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Analyzers.Tables;

namespace RouteGen.Analyzers.Tests.Files;

/// <summary>A project with route tables, analyzed as a build or an IDE would.</summary>
/// <param name="Files">The tables and files of shared models.</param>
internal sealed record TableProject(params ImmutableArray<TableFile> Files)
{
    private static readonly ImmutableArray<MetadataReference> References = [.. Basic.Reference.Assemblies.Net100.References.All];

    public RouteTableAnalyzer Analyzer { get; init; } = new();

    /// <summary>MSBuild properties that the compiler sees.</summary>
    public ImmutableDictionary<string, string> Properties { get; init; } =
        ImmutableDictionary<string, string>.Empty.Add(
            "RouteGenProviderKinds", "openai=A.B|anthropic=A.C|openrouter=A.B|openai-compatible=A.B");

    public string Source { get; init; } = "class C;";

    public Func<CSharpCompilationOptions, CSharpCompilationOptions> Configure { get; init; } = options => options;

    /// <summary>The text of a .globalconfig.</summary>
    public string? GlobalConfig { get; init; }

    /// <summary>All that the analyzer reports, an exception of its own included.</summary>
    public Task<ImmutableArray<Diagnostic>> Analyze() => Start().GetAnalyzerDiagnosticsAsync();

    /// <summary>What an IDE asks for when one file is open.</summary>
    public async Task<ImmutableArray<Diagnostic>> AnalyzeOnly(TableFile file) =>
        (await Start().GetAnalysisResultAsync(file, default)).GetAllDiagnostics();

    private CompilationWithAnalyzers Start()
    {
        var options = new AnalyzerOptions([.. Files], new ProjectProperties(Properties));
        var compilation = CSharpCompilation.Create("Project", [CSharpSyntaxTree.ParseText(Source)], References, Configure(Options()));
        return compilation.WithAnalyzers(
            [Analyzer], new CompilationWithAnalyzersOptions(options, null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
    }

    private CSharpCompilationOptions Options()
    {
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        if (GlobalConfig is null)
        {
            return options;
        }

        var set = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(GlobalConfig, "/.globalconfig")), out var problems);
        Assert.Empty(problems);
        return options.WithSyntaxTreeOptionsProvider(new GlobalSeverities(set.GlobalConfigOptions.TreeOptions));
    }

    private sealed class ProjectProperties(ImmutableDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
    {
        private readonly Values _none = new(ImmutableDictionary<string, string>.Empty);

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(
            properties.ToImmutableDictionary(p => "build_property." + p.Key, p => p.Value));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _none;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _none;
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
            values.TryGetValue(key, out value);
    }

    private sealed class GlobalSeverities(ImmutableDictionary<string, ReportDiagnostic> severities) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(
            SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }

        public override bool TryGetGlobalDiagnosticValue(
            string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            severities.TryGetValue(diagnosticId, out severity);
    }
}

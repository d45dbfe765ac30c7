using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace RouteGen.Analyzers.Tests.Analyzing;

/// <summary>Runs the analyzers over an in-memory project.</summary>
internal static class Analysis
{
    /// <summary>What analyzers report, and what the compiler does and no suppressor silences.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(
        DiagnosticAnalyzer analyzer, string code, params (string Path, string Text)[] files)
    {
        var compilation = CSharpCompilation.Create(
            "Application",
            [CSharpSyntaxTree.ParseText(code)],
            Net100.References.All,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var options = new AnalyzerOptions([.. files.Select(file => new JsonFile(file.Path, file.Text))], new Options());
        var analysis = compilation.WithAnalyzers([analyzer], new CompilationWithAnalyzersOptions(options, Rethrow, true, false));
        var diagnostics = await analysis.GetAllDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. diagnostics.Where(diagnostic => !diagnostic.IsSuppressed).Select(Describe).Order(StringComparer.Ordinal)];
    }

    private static void Rethrow(Exception exception, DiagnosticAnalyzer analyzer, Diagnostic diagnostic) => throw exception;

    private static string Describe(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        return $"{diagnostic.Id} {Path.GetFileName(span.Path)}({span.StartLinePosition.Line + 1},{span.StartLinePosition.Character + 1})";
    }

    private sealed class JsonFile(string path, string text) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(text, Encoding.UTF8);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_property.RouteGenProviderKinds" ? "|openai=RouteGen.OpenAI.OpenAIAdapter" : null;
            return value is not null;
        }
    }
}

using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using RouteGen.Analyzers.Tables;
using RouteGen.Tool.Tables;

namespace RouteGen.Tool.Tests.Check;

/// <summary>What a build reports of tables: the analyzer that packages bring, in the real compiler.</summary>
internal static class BuildOf
{
    /// <summary>The diagnostics as <c>level id path(line,column,endLine,endColumn): message</c>, in ordinal order.</summary>
    public static async Task<string[]> ReportAsync(
        IEnumerable<string> files, string rootNamespace, string today, string? globalConfig = null, bool warningsAsErrors = false)
    {
        AdditionalText[] texts = [.. files.Select(static path => new FileText(path))];
        var properties = ImmutableDictionary<string, string>.Empty
            .Add("build_property.RootNamespace", rootNamespace)
            .Add("build_property.RouteGenToday", today)
            .Add("build_property.RouteGenProviderKinds", string.Join('|', ToolAdapters.Create().Kinds.Select(static k => k + "=A.B")));
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary);
        if (warningsAsErrors)
        {
            // RG1017 to RG1019 and RG1026 as the package's targets say.
            options = options.WithGeneralDiagnosticOption(ReportDiagnostic.Error).WithSpecificDiagnosticOptions(
                [new("RG1017", ReportDiagnostic.Default), new("RG1018", ReportDiagnostic.Default),
                    new("RG1019", ReportDiagnostic.Default), new("RG1026", ReportDiagnostic.Default)]);
        }

        if (globalConfig is not null)
        {
            var set = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(globalConfig, "/.globalconfig")), out _);
            options = options.WithSyntaxTreeOptionsProvider(new GlobalSeverities(set.GlobalConfigOptions.TreeOptions));
        }

        var compilation = CSharpCompilation.Create(
            "App", [CSharpSyntaxTree.ParseText("class C;")], [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)], options);
        var analysis = compilation.WithAnalyzers(
            [new RouteTableAnalyzer()], new AnalyzerOptions([.. texts], new Properties(properties)));
        var found = await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.Select(Describe).Order(StringComparer.Ordinal)];
    }

    private static string Describe(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.GetLineSpan();
        var (start, end) = (span.StartLinePosition, span.EndLinePosition);
        var level = diagnostic.Severity switch
        {
            DiagnosticSeverity.Error => "error",
            DiagnosticSeverity.Warning => "warning",
            _ => "note",
        };
        return $"{level} {diagnostic.Id} {span.Path}({start.Line + 1},{start.Character + 1},{end.Line + 1},{end.Character + 1}): " +
            diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed class FileText(string path) : AdditionalText
    {
        private readonly SourceText _text = SourceText.From(File.ReadAllText(path), Encoding.UTF8);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => _text;
    }

    private sealed class Properties(ImmutableDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
    {
        private readonly Values _none = new(ImmutableDictionary<string, string>.Empty);

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(properties);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => _none;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => _none;
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }

    private sealed class GlobalSeverities(ImmutableDictionary<string, ReportDiagnostic> severities) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.NotGenerated;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string id, CancellationToken cancellationToken,
            out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }

        public override bool TryGetGlobalDiagnosticValue(string id, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            severities.TryGetValue(id, out severity);
    }
}

using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace RouteGen.Generators.Tests.Compiling;

/// <summary>Compiles sources as a strict application would: nullable, documentation diagnosed, every warning counted.</summary>
internal static class GeneratedCompilation
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly MetadataReference[] References =
    [
        .. Net100.References.All,
        .. new[]
        {
            "RouteGen.dll", "RouteGen.Vocabulary.dll",
                "Microsoft.Extensions.AI.Abstractions.dll", "Microsoft.Extensions.DependencyInjection.Abstractions.dll",
            }.Select(file => MetadataReference.CreateFromFile(Path.Combine(AppContext.BaseDirectory, file))),
    ];

    public static CSharpCompilation Create(params IEnumerable<string> sources) => CSharpCompilation.Create(
        "Application",
        sources.Select(source => CSharpSyntaxTree.ParseText(source, ParseOptions)),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    /// <summary>Warnings and errors, one a line.</summary>
    public static IReadOnlyList<string> Complaints(this Compilation compilation) =>
        [
            .. compilation.GetDiagnostics()
                .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)
                .Select(diagnostic => diagnostic.ToString())
        ];
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using RouteGen.Analyzers.Coverage;
using RouteGen.Analyzers.Tests.Usage;

namespace RouteGen.Analyzers.Tests.Coverage;

/// <summary>A test project beside an application whose routes the real generator made, and what the rules on coverage find in it.</summary>
internal sealed class DrillProject
{
    private static readonly Lazy<MetadataReference> Application = new(() => ApplicationOf("Application", DrillTable.Text).ToImage());
    private static readonly MetadataReference Testing = MetadataReference.CreateFromFile(
        Path.Combine(AppContext.BaseDirectory, "RouteGen.Testing.dll"));

    /// <summary>The framework whose assembly the project references.</summary>
    public MetadataReference? Framework { get; init; } = TestFrameworks.Xunit;

    /// <summary>The table, where it is another than usual; then it is the project's own.</summary>
    public string? Table { get; init; }

    /// <summary>Whether the table is the project's own, and not of a project that it references.</summary>
    public bool DeclaresTable { get; init; }

    public bool ReferencesTesting { get; init; } = true;

    /// <summary>A class that is marked as drilling the table.</summary>
    public static string Marked(string members) => $$"""
        {{Usings("Xunit")}}
        [Drills<SupportRoutes>]
        public sealed partial class SupportDrills
        {
            {{members}}
        }
        """;

    public static string Usings(string framework) => $"""
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using {framework};
        using Demo;
        using RouteGen;
        using RouteGen.Testing;
        """;

    /// <summary>
    /// What the rules find: id, file and line (a finding of the project has none), and the name of the test that is missing.
    /// </summary>
    public async Task<IReadOnlyList<string>> FindAsync(params string[] files)
    {
        var analysis = Compile(files).WithAnalyzers(
            [new DrillCoverageAnalyzer(), new UndrilledTableAnalyzer()],
            new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), static (exception, _, _) => throw exception, true, false));
        var found = await analysis.GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.Select(Describe).Order(StringComparer.Ordinal)];
    }

    /// <summary>The messages of one rule, in the order in which they are found.</summary>
    public async Task<IReadOnlyList<string>> MessagesAsync(string rule, params string[] files)
    {
        var found = await Compile(files)
            .WithAnalyzers([new DrillCoverageAnalyzer()])
            .GetAnalyzerDiagnosticsAsync(TestContext.Current.CancellationToken);
        return [.. found.Where(diagnostic => diagnostic.Id == rule)
            .Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture))];
    }

    /// <summary>The project; what is in it compiles.</summary>
    public CSharpCompilation Compile(params string[] files)
    {
        var compilation = DeclaresTable || Table is not null
            ? ApplicationOf("Tests", Table ?? DrillTable.Text)
            : CSharpCompilation.Create("Tests", options: Options).AddReferences(Application.Value).AddReferences(ApplicationReferences.All);
        compilation = compilation.AddSyntaxTrees(files.Select((text, index) => CSharpSyntaxTree.ParseText(text, path: $"Tests{index}.cs")));
        if (ReferencesTesting)
        {
            compilation = compilation.AddReferences(Testing);
        }

        return Framework is null ? compilation : compilation.AddReferences(Framework);
    }

    private static CSharpCompilationOptions Options =>
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);

    private static CSharpCompilation ApplicationOf(string assembly, string table) => CSharpCompilation.Create(
        assembly,
        GeneratedTable.Get(table).Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Path)),
        ApplicationReferences.All,
        Options);

    private static string Describe(Diagnostic found)
    {
        var place = found.Location.GetLineSpan();
        var where = found.Location.IsInSource
            ? $" {place.Path}({place.StartLinePosition.Line + 1},{place.StartLinePosition.Character + 1})"
            : "";
        var what = found.Properties.TryGetValue("Test", out var test)
            ? test
            : found.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        return $"{found.Id}{where} {what}";
    }
}

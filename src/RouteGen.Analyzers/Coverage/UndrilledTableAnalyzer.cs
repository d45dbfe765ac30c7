using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RouteGen.Analyzers.Coverage;

/// <summary>
/// RG3003: a test project that references an assembly with a table, and has no class that drills it. It is reported
/// where the project's first test is, so that there is something to click on.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UndrilledTableAnalyzer : DiagnosticAnalyzer
{
    private static readonly string[] TestFrameworks =
    [
        "xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework",
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(CoverageRules.UndrilledTable);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (!IsTestProject(start.Compilation))
            {
                return;
            }

            var tables = TablesOfReferences(start.Compilation);
            if (tables.Length > 0)
            {
                Watch(start, tables);
            }
        });
    }

    private static void Watch(CompilationStartAnalysisContext context, ImmutableArray<INamedTypeSymbol> tables)
    {
        var drilled = new ConcurrentBag<INamedTypeSymbol>();
        if (DrillSymbols.Find(context.Compilation) is { } symbols)
        {
            context.RegisterSymbolAction(
                symbol => symbols.TablesOf((INamedTypeSymbol)symbol.Symbol).ToList().ForEach(marked => drilled.Add(marked.Table)),
                SymbolKind.NamedType);
        }

        context.RegisterCompilationEndAction(end =>
        {
            var undrilled = tables.Where(table => !drilled.Contains(table, SymbolEqualityComparer.Default)).ToArray();
            if (undrilled.Length == 0)
            {
                return;
            }

            var place = FirstTest.PlaceIn(end.Compilation.Assembly, end.CancellationToken);
            foreach (var table in undrilled)
            {
                end.ReportDiagnostic(
                    Diagnostic.Create(CoverageRules.UndrilledTable, place, table.ContainingAssembly.Name, table.Name));
            }
        });
    }

    private static bool IsTestProject(Compilation compilation) =>
        compilation.ReferencedAssemblyNames.Any(name => Array.IndexOf(TestFrameworks, name.Name) >= 0);

    private static ImmutableArray<INamedTypeSymbol> TablesOfReferences(Compilation compilation) =>
        compilation.SourceModule.ReferencedAssemblySymbols
            .SelectMany(assembly => assembly.GetAttributes())
            .Where(attribute => attribute.AttributeClass
                is { Name: "RouteTableAttribute", ContainingNamespace: { Name: "RouteGen", ContainingNamespace.IsGlobalNamespace: true } })
            .SelectMany(attribute => attribute.ConstructorArguments)
            .Where(argument => argument.Kind is TypedConstantKind.Type)
            .Select(argument => argument.Value)
            .OfType<INamedTypeSymbol>()
            .Where(table => ProviderPaths.Read(table).Length > 0)
            .ToImmutableArray();
}

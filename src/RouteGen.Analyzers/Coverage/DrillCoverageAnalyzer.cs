using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Coverage;

/// <summary>
/// RG3001 and RG3002: the provider paths of a table that a class marked <c>[Drills&lt;TTable&gt;]</c> omits, reported on the mark. They are
/// known when the class has been read in all its parts, so an editor shows them while it is written.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class DrillCoverageAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        ImmutableArray.Create(CoverageRules.UndrilledPath, CoverageRules.UndrilledEscapeHatch);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        // A drill counts wherever it stands, in a generated part too.
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.Analyze);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (DrillSymbols.Find(start.Compilation) is { } symbols)
            {
                start.RegisterSymbolStartAction(context => Read(context, symbols), SymbolKind.NamedType);
            }
        });
    }

    private static void Read(SymbolStartAnalysisContext context, DrillSymbols symbols)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!symbols.TablesOf(type).Any())
        {
            return;
        }

        var drilled = new DrilledPaths(symbols);
        context.RegisterOperationAction(
            operation => drilled.Note((IInvocationOperation)operation.Operation, operation.ContainingSymbol), OperationKind.Invocation);
        context.RegisterSymbolEndAction(end =>
        {
            foreach (var (attribute, table) in symbols.TablesOf(type))
            {
                Report(end, attribute, table, drilled);
            }
        });
    }

    private static void Report(SymbolAnalysisContext context, AttributeData attribute, INamedTypeSymbol table, DrilledPaths drilled)
    {
        var place = attribute.ApplicationSyntaxReference is { } reference
            ? Location.Create(reference.SyntaxTree, reference.Span)
            : context.Symbol.Locations[0];
        foreach (var route in ProviderPaths.Read(table))
        {
            foreach (var target in route.Chain.Where(target => !drilled.Covers(table, route, target)))
            {
                var missing = MissingDrill.Create(table, route, target);
                context.ReportDiagnostic(
                    Diagnostic.Create(CoverageRules.UndrilledPath, place, missing.Properties, route.Name, target.Name, missing.Call));
            }

            if (route.EscapeHatches.FirstOrDefault() is { } hatch && !drilled.CoversEscapeHatch(table, route))
            {
                var missing = MissingDrill.OfEscapeHatch(table, route, hatch);
                context.ReportDiagnostic(
                    Diagnostic.Create(CoverageRules.UndrilledEscapeHatch, place, missing.Properties, route.Name, hatch.Name, missing.Call));
            }
        }
    }
}

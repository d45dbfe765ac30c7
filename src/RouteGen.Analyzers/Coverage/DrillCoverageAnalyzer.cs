using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Coverage;

/// <summary>
/// RG3001 and RG3002: the provider paths of a table that the classes marked <c>[Drills&lt;TTable&gt;]</c> omit, reported on the mark of the
/// first. They are known when that class has been read in all its parts, so an editor shows them while it is written.
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
                var tables = new DrilledTables(start.Compilation, symbols);
                start.RegisterSymbolStartAction(context => Read(context, symbols, tables), SymbolKind.NamedType);
            }
        });
    }

    private static void Read(SymbolStartAnalysisContext context, DrillSymbols symbols, DrilledTables tables)
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
                var classes = tables.ClassesOf(table, end.CancellationToken);
                if (classes.Count == 0 || SymbolEqualityComparer.Default.Equals(classes[0], type))
                {
                    Report(end, DrilledTables.PlaceOf(attribute, type), table, new DrillsTogether(drilled, () => classes.Skip(1)
                        .Select(other => tables.Read(other, end.CancellationToken))));
                }
            }
        });
    }

    private static void Report(SymbolAnalysisContext context, Location place, INamedTypeSymbol table, DrillsTogether drilled)
    {
        foreach (var route in ProviderPaths.Read(table))
        {
            foreach (var target in route.Chain.Where(target => !drilled.Cover(paths => paths.Covers(table, route, target))))
            {
                var missing = MissingDrill.Create(table, route, target);
                context.ReportDiagnostic(
                    Diagnostic.Create(CoverageRules.UndrilledPath, place, missing.Properties, route.Name, target.Name, missing.Call));
            }

            if (route.EscapeHatches.FirstOrDefault() is { } hatch
                && !drilled.Cover(paths => paths.CoversEscapeHatch(table, route)))
            {
                var missing = MissingDrill.OfEscapeHatch(table, route, hatch);
                context.ReportDiagnostic(
                    Diagnostic.Create(CoverageRules.UndrilledEscapeHatch, place, missing.Properties, route.Name, hatch.Name, missing.Call));
            }
        }
    }

    /// <summary>The drills of one class, and those of others where it lacks something.</summary>
    private sealed class DrillsTogether(DrilledPaths own, Func<IEnumerable<DrilledPaths>> others)
    {
        private readonly Lazy<DrilledPaths[]> _others = new(() => others().ToArray());

        public bool Cover(Func<DrilledPaths, bool> covers) => covers(own) || _others.Value.Any(covers);
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>The base of the rules on what the options of a route's call set.</summary>
public abstract class OptionsAnalyzer : UsageAnalyzer
{
    private readonly string _property;

    private protected OptionsAnalyzer(DiagnosticDescriptor rule, string property)
        : base(rule) => _property = property;

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols)
    {
        context.RegisterOperationAction(
            operation =>
            {
                if (FlowOf(operation, symbols) is { Holder: null } flow)
                {
                    Report(operation.ReportDiagnostic, (IAssignmentOperation)operation.Operation, flow.Routes);
                }
            },
            OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment);
        context.RegisterSymbolStartAction(type => RegisterHeld(type, symbols), SymbolKind.NamedType);
    }

    /// <summary>What to say of a setting for these routes, which are at least one; null where it is fine.</summary>
    private protected abstract Diagnostic? Judge(IAssignmentOperation assignment, IReadOnlyList<INamedTypeSymbol> routes);

    private void RegisterHeld(SymbolStartAnalysisContext context, RouteSymbols symbols)
    {
        var held = new HeldOptions((INamedTypeSymbol)context.Symbol, _property, symbols);
        context.RegisterOperationAction(
            operation =>
            {
                if (FlowOf(operation, symbols) is { } flow)
                {
                    held.Set((IAssignmentOperation)operation.Operation, flow);
                }
            },
            OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment);
        context.RegisterOperationAction(
            operation => held.Use(operation.Operation, operation.ContainingSymbol),
            OperationKind.FieldReference, OperationKind.PropertyReference, OperationKind.Invocation, OperationKind.MethodReference);
        context.RegisterSymbolEndAction(end =>
        {
            foreach (var (set, routes) in held.Decided())
            {
                Report(end.ReportDiagnostic, set, routes);
            }
        });
    }

    private OptionsFlow? FlowOf(OperationAnalysisContext context, RouteSymbols symbols)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        return assignment.Target is IPropertyReferenceOperation
        {
            Property: { Name: var name, ContainingType: var type },
            Instance: { } options
        }
            && name == _property && OptionsUse.IsOptions(type) && !OptionsUse.IsSetAgain(options, assignment)
                ? OptionsUse.FlowOf(options, assignment, _property, context.ContainingSymbol, symbols)
                : null;
    }

    private void Report(Action<Diagnostic> report, IAssignmentOperation assignment, IReadOnlyList<INamedTypeSymbol> routes)
    {
        if (routes.Count > 0 && Judge(assignment, routes) is { } diagnostic)
        {
            report(diagnostic);
        }
    }
}

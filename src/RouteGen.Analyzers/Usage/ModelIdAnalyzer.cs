using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>RG2006: a <c>ModelId</c> on options that a route is called with, which it reports and does not send.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelIdAnalyzer : UsageAnalyzer
{
    /// <summary>Called by the compiler.</summary>
    public ModelIdAnalyzer()
        : base(UsageRules.ModelIdOnRoute)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols) =>
        context.RegisterOperationAction(
            operation => Analyze(operation, symbols), OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment);

    private void Analyze(OperationAnalysisContext context, RouteSymbols symbols)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation
            {
                Property: { Name: "ModelId", ContainingType.Name: "ChatOptions" or "EmbeddingGenerationOptions" },
                Instance: { } options
            }
            || assignment.Value.ConstantValue is { HasValue: true, Value: null })
        {
            return;
        }

        if (OptionsUse.RouteOf(options, assignment, symbols) is { } targets)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, assignment.Syntax.GetLocation(), RouteSymbols.RouteName(targets)));
        }
    }
}

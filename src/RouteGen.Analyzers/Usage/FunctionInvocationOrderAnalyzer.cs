using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// RG2004: function invocation inside a route's custom target, or inside a failover client: either would run tools again.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FunctionInvocationOrderAnalyzer : UsageAnalyzer
{
    private const string Abstractions = "Microsoft.Extensions.AI";

    /// <summary>Called by the compiler.</summary>
    public FunctionInvocationOrderAnalyzer()
        : base(UsageRules.FunctionInvocationInside)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols) =>
        context.RegisterOperationAction(Analyze, OperationKind.Invocation, OperationKind.ObjectCreation);

    private void Analyze(OperationAnalysisContext context)
    {
        if (IsFunctionInvocation(context.Operation) && CustomTargets.IsMadeFor(context.Operation, context.ContainingSymbol))
        {
            var place = context.Operation is IInvocationOperation invocation
                ? RouteCall.NameOf(invocation)
                : context.Operation.Syntax.GetLocation();
            context.ReportDiagnostic(
                Diagnostic.Create(Rule, place, "the custom target of a route", "route.AsBuilder().UseFunctionInvocation().Build()"));
        }
        else if (context.Operation is IObjectCreationOperation creation
            && RouteSymbols.IsOrDerivesFrom(creation.Type, Abstractions, "FailoverChatClient"))
        {
            foreach (var argument in creation.Arguments)
            {
                ReportInside(context, argument.Value, creation.Type!.Name);
            }
        }
    }

    /// <summary>Looks through a list of clients, however it is written.</summary>
    private void ReportInside(OperationAnalysisContext context, IOperation clients, string failover)
    {
        foreach (var client in Origin.Unwrap(clients))
        {
            if (IsFunctionInvocation(client))
            {
                context.ReportDiagnostic(Diagnostic.Create(Rule, Visible(clients).Syntax.GetLocation(),
                    $"'{failover}'", $"new {failover}(…).AsBuilder().UseFunctionInvocation().Build()"));
                return;
            }
        }

        if (clients is IInvocationOperation or IObjectCreationOperation { Initializer: null } or ILocalReferenceOperation)
        {
            return;
        }

        foreach (var child in clients.ChildOperations)
        {
            ReportInside(context, child, failover);
        }
    }

    private static IOperation Visible(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true } conversion ? Visible(conversion.Operand) : operation;

    private static bool IsFunctionInvocation(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { Name: "UseFunctionInvocation", ContainingType: var type } } => RouteSymbols.IsOrDerivesFrom(
            type, Abstractions, "FunctionInvokingChatClientBuilderExtensions"),
        IObjectCreationOperation creation => RouteSymbols.IsOrDerivesFrom(creation.Type, Abstractions, "FunctionInvokingChatClient"),
        _ => false,
    };
}

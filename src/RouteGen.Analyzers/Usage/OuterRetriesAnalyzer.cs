using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>RG2011: a loop or a policy that repeats a route's call after it has failed.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OuterRetriesAnalyzer : UsageAnalyzer
{
    /// <summary>Called by the compiler.</summary>
    public OuterRetriesAnalyzer()
        : base(UsageRules.OuterRetries)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols)
    {
        if (context.Compilation.GetTypeByMetadataName("RouteGen.RouteException") is { } exception)
        {
            context.RegisterOperationAction(operation => Analyze(operation, symbols, exception), OperationKind.Invocation);
        }
    }

    private void Analyze(OperationAnalysisContext context, RouteSymbols symbols, INamedTypeSymbol exception)
    {
        if (RouteCall.Recognize((IInvocationOperation)context.Operation, symbols) is not { } call)
        {
            return;
        }

        var around = RetryLoop.IsAround(call, exception) ? "This loop"
            : RetryJump.Around(call, exception, context.ContainingSymbol) ?? RetryPolicy.Around(call, context.ContainingSymbol)
                ?? RetryHelper.Around(call);
        if (around is not null)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation, around, RouteSymbols.RouteName(call.Targets)));
        }
    }
}

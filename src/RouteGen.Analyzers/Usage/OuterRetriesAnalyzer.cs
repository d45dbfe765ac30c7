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
        var invocation = (IInvocationOperation)context.Operation;
        if (RouteCall.Recognize(invocation, symbols) is { } call)
        {
            Report(context, call.Asking, exception, () => call.Targets);
        }
        else if (CallingMethods.MayBeOne(invocation))
        {
            Report(context, Asking.OfMethod(invocation), exception, () => CallingMethods.RouteOf(invocation, symbols, exception));
        }
    }

    /// <summary>The route is looked for last: few calls are repeated at all.</summary>
    private void Report(
        OperationAnalysisContext context, Asking call, INamedTypeSymbol exception, Func<INamedTypeSymbol?> targets)
    {
        var around = RetryLoop.IsAround(call, exception) ? "This loop"
            : RetryJump.Around(call, exception, context.ContainingSymbol) ?? RetryPolicy.Around(call, context.ContainingSymbol)
                ?? RetryHelper.Around(call);
        if (around is not null && targets() is { } route)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, RouteCall.NameOf(call.Invocation), around, RouteSymbols.RouteName(route)));
        }
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// RG2007: a stream that nobody reads. An <c>IAsyncEnumerable</c> does nothing until it is read, and the compiler does not say so.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnreadStreamAnalyzer : UsageAnalyzer
{
    /// <summary>Called by the compiler.</summary>
    public UnreadStreamAnalyzer()
        : base(UsageRules.UnreadStream)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private void Analyze(OperationAnalysisContext context, RouteSymbols symbols)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (invocation.TargetMethod.Name == "GetStreamingResponseAsync"
            && IsUnread(invocation) && RouteCall.Recognize(invocation, symbols) is { } call)
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, call.NameLocation, RouteSymbols.RouteName(call.Targets)));
        }
    }

    private static bool IsUnread(IOperation stream)
    {
        var use = stream.Parent;
        while (use is IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation || IsSetting(use))
        {
            use = use?.Parent;
        }

        return use switch
        {
            IExpressionStatementOperation => true,
            ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => IsUnused(declarator.Symbol, declarator),
            _ => false,
        };
    }

    /// <summary><c>WithCancellation</c> and <c>ConfigureAwait</c> give another stream to read.</summary>
    private static bool IsSetting(IOperation? use) =>
        use is IInvocationOperation { TargetMethod.Name: "WithCancellation" or "ConfigureAwait" }
            or IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WithCancellation" or "ConfigureAwait" } };

    private static bool IsUnused(ILocalSymbol local, IOperation at)
    {
        foreach (var operation in Origin.Root(at).Descendants())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                return false;
            }
        }

        return true;
    }
}

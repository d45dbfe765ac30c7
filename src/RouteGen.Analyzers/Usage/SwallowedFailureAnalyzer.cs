using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// RG2008: an empty catch of a <c>RouteException</c>, or of any exception around a call of a route; a continuation that does not look at
/// the failure; a task that nobody waits for.
/// </summary>
/// <remarks>
/// A catch with a filter has chosen what to ignore, and is left alone. A comment is not handling: it does not answer the caller.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SwallowedFailureAnalyzer : UsageAnalyzer
{
    /// <summary>By which the fix learns that waiting is enough.</summary>
    private static readonly ImmutableDictionary<string, string?> Discarded =
        ImmutableDictionary<string, string?>.Empty.Add("Discarded", null);

    /// <summary>Called by the compiler.</summary>
    public SwallowedFailureAnalyzer()
        : base(UsageRules.SwallowedFailure)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols)
    {
        if (context.Compilation.GetTypeByMetadataName("RouteGen.RouteException") is { } exception)
        {
            context.RegisterOperationAction(operation => Analyze(operation, symbols, exception), OperationKind.CatchClause);
            context.RegisterOperationAction(operation => AnalyzeTask(operation, symbols), OperationKind.Invocation);
        }
    }

    private void Analyze(OperationAnalysisContext context, RouteSymbols symbols, INamedTypeSymbol exception)
    {
        var clause = (ICatchClauseOperation)context.Operation;
        if (clause.Filter is not null || clause.Parent is not ITryOperation attempt || !IsEmpty(clause.Handler))
        {
            return;
        }

        var catchesRoutes = RouteSymbols.DerivesFrom(clause.ExceptionType, exception);
        if (catchesRoutes || (CatchesAll(clause) && !HandledBefore(attempt, clause, exception)
            && UnwatchedCall.CallsRoute(attempt.Body, symbols)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, Header(clause), "This empty catch", catchesRoutes ? clause.ExceptionType.Name
                    : "the RouteException of the call above"));
        }
    }

    private void AnalyzeTask(OperationAnalysisContext context, RouteSymbols symbols)
    {
        var invocation = (IInvocationOperation)context.Operation;
        if (UnwatchedCall.Swallower(invocation, context.ContainingSymbol, symbols) is { } swallower)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                RouteCall.NameOf(invocation),
                UnwatchedCall.IsDiscarded(swallower) ? Discarded : null,
                swallower,
                "the RouteException of the call"));
        }
    }

    /// <summary>Whether nothing is done: going on with a loop's next round, or discarding the exception, is nothing too.</summary>
    private static bool IsEmpty(IBlockOperation block)
    {
        foreach (var operation in block.Operations)
        {
            if (operation is not (IEmptyOperation or IBranchOperation { BranchKind: BranchKind.Continue } or IExpressionStatementOperation
                {
                    Operation: ISimpleAssignmentOperation { Target: IDiscardOperation, Value: ILocalReferenceOperation }
                })
                && !(operation is IBlockOperation inner && IsEmpty(inner)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>From <c>catch</c> to the end of what it declares.</summary>
    private static Location Header(ICatchClauseOperation clause) => clause.Syntax is CatchClauseSyntax syntax
        ? Location.Create(
            syntax.SyntaxTree,
            TextSpan.FromBounds(syntax.CatchKeyword.SpanStart, syntax.Declaration?.Span.End ?? syntax.CatchKeyword.Span.End))
        : clause.Syntax.GetLocation();

    private static bool CatchesAll(ICatchClauseOperation clause) =>
        clause.ExceptionDeclarationOrExpression is null && clause.Syntax is CatchClauseSyntax { Declaration: null }
        || clause.ExceptionType
            is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool HandledBefore(ITryOperation attempt, ICatchClauseOperation clause, INamedTypeSymbol exception)
    {
        foreach (var earlier in attempt.Catches)
        {
            if (ReferenceEquals(earlier, clause) || earlier.Syntax == clause.Syntax)
            {
                return false;
            }

            if (earlier.Filter is null && SymbolEqualityComparer.Default.Equals(earlier.ExceptionType, exception))
            {
                return true;
            }
        }

        return false;
    }
}

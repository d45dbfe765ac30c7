using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace RouteGen.Analyzers.Usage;

/// <summary>RG2008: an empty catch of a <c>RouteException</c>, or of any exception around a call of a route.</summary>
/// <remarks>
/// A catch with a filter has chosen what to ignore, and is left alone. A comment is not handling: it does not answer the caller.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SwallowedFailureAnalyzer : UsageAnalyzer
{
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
        if (catchesRoutes || (CatchesAll(clause) && !HandledBefore(attempt, clause, exception) && CallsRoute(attempt.Body, symbols)))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rule, Header(clause), catchesRoutes ? clause.ExceptionType.Name : "the RouteException of the call above"));
        }
    }

    private static bool IsEmpty(IBlockOperation block)
    {
        foreach (var operation in block.Operations)
        {
            if (operation is not IEmptyOperation)
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

    private static bool CallsRoute(IOperation operation, RouteSymbols symbols)
    {
        switch (operation)
        {
            case IAnonymousFunctionOperation or ILocalFunctionOperation:
            case ITryOperation { Catches.IsEmpty: false }:
                return false;
            case IInvocationOperation invocation when RouteCall.Recognize(invocation, symbols) is not null:
                return true;
        }

        foreach (var child in operation.ChildOperations)
        {
            if (CallsRoute(child, symbols))
            {
                return true;
            }
        }

        return false;
    }
}

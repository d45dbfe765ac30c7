using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// Knows a method of the application's own that repeats what it is given: a loop around a <c>try</c> in which the delegate is
/// called, which ends after a success and goes on after a failure.
/// </summary>
internal static class RetryHelper
{
    private static readonly string[] Failures = ["Exception", "RouteException"];

    /// <summary>The call of that method, for a message; null where there is none.</summary>
    public static string? Around(Asking call)
    {
        IAnonymousFunctionOperation? function = null;
        for (var outer = call.Invocation.Parent; outer is not null; outer = outer.Parent)
        {
            switch (outer)
            {
                case ITryOperation { Catches.IsEmpty: false } or ILoopOperation or ILocalFunctionOperation:
                    return null;
                case IAnonymousFunctionOperation inner:
                    function = inner;
                    break;
                case IArgumentOperation { Parameter: { } parameter, Parent: IInvocationOperation { TargetMethod: var method } }
                    when function is not null && AsksAlike(call, function):
                    return method.DeclaringSyntaxReferences is { Length: 1 } declarations
                        && Repeats(declarations[0].GetSyntax(), parameter.Name) ? $"'{method.Name}'" : null;
            }
        }

        return null;
    }

    /// <summary>Whether the messages do not depend on what the helper hands to the function.</summary>
    private static bool AsksAlike(Asking call, IAnonymousFunctionOperation function) =>
        !call.Parts.Any(part => part is IInvocationOperation or IAwaitOperation
            || (part is IParameterReferenceOperation { Parameter: var given }
                && SymbolEqualityComparer.Default.Equals(given.ContainingSymbol, function.Symbol)));

    private static bool Repeats(SyntaxNode method, string function) => method.DescendantNodes().OfType<TryStatementSyntax>().Any(attempt =>
        attempt.Ancestors().TakeWhile(node => node != method).Any(static node =>
            node is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax)
        && attempt.Block.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(invocation => Calls(invocation.Expression, function))
        && attempt.Block.DescendantNodes().Any(static node => node is ReturnStatementSyntax or BreakStatementSyntax)
        && attempt.Catches.FirstOrDefault(static clause => clause.Declaration is not { Type: var type }
            || Array.IndexOf(Failures, (type as SimpleNameSyntax ?? (type as QualifiedNameSyntax)?.Right)?.Identifier.ValueText) >= 0)
            is { } caught
        && caught.Block.Statements.LastOrDefault() is not (ThrowStatementSyntax or ReturnStatementSyntax or BreakStatementSyntax)
        && !(caught.Filter?.FilterExpression.DescendantNodesAndSelf().Any(static node =>
            node.IsKind(SyntaxKind.IsExpression) || node is IsPatternExpressionSyntax) ?? false));

    private static bool Calls(ExpressionSyntax called, string function) => called switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText == function,
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax name, Name.Identifier.ValueText: "Invoke" } =>
            name.Identifier.ValueText == function,
        _ => false,
    };
}

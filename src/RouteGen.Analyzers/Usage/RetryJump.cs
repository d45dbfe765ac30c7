using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Knows retries without a loop: a <c>catch</c> that jumps back to its <c>try</c>, or calls its own method again.</summary>
internal static class RetryJump
{
    /// <summary>What repeats the call, for a message; null where nothing does, or where something else is asked then.</summary>
    public static string? Around(Asking call, INamedTypeSymbol exception, ISymbol containing)
    {
        var method = containing as IMethodSymbol;
        for (IOperation inner = call.Invocation; inner.Parent is { } outer; inner = outer)
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation:
                    return null;
                case ILocalFunctionOperation { Symbol: var function }:
                    method = function;
                    break;
                case ITryOperation attempt when attempt.Body == inner && !attempt.Catches.IsEmpty:
                    return JumpsBack(attempt, call, exception) ? "This 'goto'"
                        : CallsAgain(attempt, call, exception, MethodOf(attempt) ?? method) ? "This recursion"
                        : null;
            }
        }

        return null;
    }

    private static IMethodSymbol? MethodOf(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is ILocalFunctionOperation { Symbol: var function })
            {
                return function;
            }
        }

        return null;
    }

    private static bool JumpsBack(ITryOperation attempt, Asking call, INamedTypeSymbol exception)
    {
        foreach (var clause in attempt.Catches.Where(clause => RetryLoop.Catches(clause, exception)))
        {
            foreach (var jump in clause.Handler.Descendants().OfType<IBranchOperation>())
            {
                if (jump.BranchKind == BranchKind.GoTo && LabelOf(jump) is { } label && label.Syntax.SpanStart <= attempt.Syntax.SpanStart)
                {
                    return !MayAskElse(call, Origin.Root(attempt).Descendants().Where(part =>
                        part.Syntax.SpanStart >= label.Syntax.SpanStart && part.Syntax.Span.End <= attempt.Syntax.Span.End));
                }
            }
        }

        return false;
    }

    private static IOperation? LabelOf(IBranchOperation jump) => Origin.Root(jump).Descendants().FirstOrDefault(part =>
        part is ILabeledOperation { Label: var label } && SymbolEqualityComparer.Default.Equals(label, jump.Target));

    private static bool CallsAgain(ITryOperation attempt, Asking call, INamedTypeSymbol exception, IMethodSymbol? method) =>
        method is not null
        && attempt.Catches.Where(clause => RetryLoop.Catches(clause, exception))
            .SelectMany(static clause => clause.Handler.Descendants())
            .OfType<IInvocationOperation>()
            .Any(again => SymbolEqualityComparer.Default.Equals(again.TargetMethod.OriginalDefinition, method.OriginalDefinition)
                && AsksTheSame(again, call))
        && !MayAskElse(call, Origin.Root(attempt).Descendants());

    /// <summary>Whether every parameter that the messages mention is handed on as it is.</summary>
    private static bool AsksTheSame(IInvocationOperation again, Asking call) =>
        call.Parts.OfType<IParameterReferenceOperation>().All(used => again.Arguments.Any(argument =>
            argument.Parameter?.Ordinal == used.Parameter.Ordinal
            && argument.Value is IParameterReferenceOperation { Parameter: var handed }
            && SymbolEqualityComparer.Default.Equals(handed, used.Parameter)));

    /// <summary>Whether the messages are read from elsewhere, or are of a variable that the repeated code changes.</summary>
    private static bool MayAskElse(Asking call, IEnumerable<IOperation> repeated)
    {
        var parts = call.Parts;
        var variables = parts.Select(VariableOf).OfType<ISymbol>().ToArray();
        return parts.Any(static part => part is IInvocationOperation or IAwaitOperation)
            || (variables.Length > 0 && repeated.Any(operation => operation switch
            {
                IAssignmentOperation { Target: var target } => IsOne(target),
                IInvocationOperation invocation when invocation != call.Invocation => IsOne(Origin.Receiver(invocation)),
                _ => false,
            }));

        bool IsOne(IOperation? operation) =>
            operation is IConversionOperation conversion ? IsOne(conversion.Operand)
                : operation is not null && VariableOf(operation) is { } variable
                    && variables.Contains(variable, SymbolEqualityComparer.Default);
    }

    private static ISymbol? VariableOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: var local } => local,
        IParameterReferenceOperation { Parameter: var parameter } => parameter,
        _ => null,
    };
}

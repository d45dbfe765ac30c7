using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Coverage;

/// <summary>
/// Whether a test that passes has surely run a task to its end: the task is awaited or returned by the test itself, under
/// no condition, in no lambda and inside nothing that catches its failure. What is less sure does not count, so that
/// nothing claims coverage that no run proves.
/// </summary>
internal static class CertainRun
{
    public static bool IsCertain(IOperation task)
    {
        var end = EndOf(task);
        return end is IAwaitOperation or IReturnOperation && !IsUncertain(end);
    }

    /// <summary>What becomes of the task, seen past what only passes it on.</summary>
    private static IOperation? EndOf(IOperation task)
    {
        var current = task;
        while (current.Parent is { } parent)
        {
            switch (parent)
            {
                case IConversionOperation
                    or IParenthesizedOperation or IArgumentOperation or IArrayInitializerOperation or IArrayCreationOperation:
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait" }:
                case IInvocationOperation { TargetMethod: { Name: "WhenAll", ContainingType.Name: "Task" } }:
                // A list in brackets, and the span that params makes; Roslyn 4.8 has no name for either.
                case { Syntax: CollectionExpressionSyntax } or { IsImplicit: true, Parent: IArgumentOperation }:
                    current = parent;
                    break;
                default:
                    return parent;
            }
        }

        return null;
    }

    private static bool IsUncertain(IOperation end)
    {
        for (var (inner, outer) = (end, end.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            switch (outer)
            {
                case IAnonymousFunctionOperation or ILocalFunctionOperation or ICatchClauseOperation:
                case IConditionalOperation conditional when conditional.Condition != inner:
                case ISwitchCaseOperation or ISwitchExpressionArmOperation or IConditionalAccessOperation or ICoalesceOperation:
                case ILoopOperation:
                case ITryOperation { Catches.Length: > 0 } tried when tried.Body == inner:
                    return true;
            }
        }

        return false;
    }
}

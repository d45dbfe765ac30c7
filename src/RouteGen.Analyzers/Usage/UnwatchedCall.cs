using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Tells what becomes of the task of a route's call, where its failure can get lost without a <c>catch</c>.</summary>
internal static class UnwatchedCall
{
    // The values of TaskContinuationOptions.
    private const int NotOnRanToCompletion = 0x10000;
    private const int NotOnFaulted = 0x20000;

    // The value of ConfigureAwaitOptions.
    private const int SuppressThrowing = 2;

    private const string DiscardedTask = "This discarded task";

    /// <summary>Whether a swallower is a task that would be fine if somebody waited for it.</summary>
    public static bool IsDiscarded(string swallower) => swallower == DiscardedTask;

    /// <summary>What swallows the failure, for a message; null where somebody sees it.</summary>
    public static string? Swallower(IInvocationOperation task, ISymbol containing, RouteSymbols symbols)
    {
        if (task.TargetMethod is { Name: "ContinueWith", ContainingType.Name: "Task" })
        {
            return task.Instance is { } first && IsRouteTask(first, symbols) && Swallows(task, containing) ? "This continuation" : null;
        }

        if (task.TargetMethod.Name == "ConfigureAwait"
            && Origin.First(task.Arguments)?.ConstantValue is { HasValue: true, Value: int options }
            && (options & SuppressThrowing) != 0)
        {
            return IsRouteTask(Unconverted(task.Instance), symbols) ? "This 'SuppressThrowing'" : null;
        }

        var isTask = task.TargetMethod is { Name: "Run", ContainingType.Name: "Task" }
            or { Name: "StartNew", ContainingType.Name: "TaskFactory" }
            ? Origin.First(task.Arguments) is { } work && RunsRoute(work, symbols)
            : task.TargetMethod.Name is not "GetStreamingResponseAsync" && RouteCall.Recognize(task, symbols) is not null;
        return isTask && IsDiscarded(task, containing) ? DiscardedTask : null;
    }

    /// <summary>Whether code calls a route with no <c>catch</c> between, and not only in a function that it makes.</summary>
    public static bool CallsRoute(IOperation operation, RouteSymbols symbols)
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

    private static bool RunsRoute(IOperation work, RouteSymbols symbols)
    {
        while (work is IConversionOperation or IDelegateCreationOperation)
        {
            work = work is IConversionOperation conversion ? conversion.Operand : ((IDelegateCreationOperation)work).Target;
        }

        return work is IAnonymousFunctionOperation function && CallsRoute(function.Body, symbols);
    }

    private static IOperation? Unconverted(IOperation? operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        return operation;
    }

    /// <summary>Whether a task is a route's call, or a variable of one that nothing else looks at.</summary>
    private static bool IsRouteTask(IOperation? first, RouteSymbols symbols) => first switch
    {
        IInvocationOperation call => RouteCall.Recognize(call, symbols) is not null,
        ILocalReferenceOperation local => Origin.OnlyValue(local) is IInvocationOperation call
            && RouteCall.Recognize(call, symbols) is not null
            && Origin.Root(local).Descendants().Count(part => part is ILocalReferenceOperation other
                && SymbolEqualityComparer.Default.Equals(other.Local, local.Local)) == 1,
        _ => false,
    };

    private static bool Swallows(IInvocationOperation continuation, ISymbol containing)
    {
        if (Function(continuation) is not { } function)
        {
            return false;
        }

        var options = OptionsOf(continuation);
        if (function.Body.Operations.All(static part => part is IEmptyOperation or IReturnOperation { ReturnedValue: null }))
        {
            return (options & NotOnFaulted) == 0 || IsDiscarded(continuation, containing);
        }

        if ((options & NotOnFaulted) != 0)
        {
            return (options & NotOnRanToCompletion) == 0 && IsDiscarded(continuation, containing);
        }

        if ((options & NotOnRanToCompletion) != 0)
        {
            return false;
        }

        return Regard(function) switch
        {
            FailureRegard.Handles => false,
            FailureRegard.PassesOn => IsDiscarded(continuation, containing),
            _ => true,
        };
    }

    private enum FailureRegard
    {
        Ignores,
        PassesOn,
        Handles,
    }

    /// <summary>How a continuation treats the failure of the task that it is given.</summary>
    private static FailureRegard Regard(IAnonymousFunctionOperation function)
    {
        var regard = FailureRegard.Ignores;
        foreach (var operation in function.Body.Descendants())
        {
            if (operation is not IParameterReferenceOperation { Parameter: { Ordinal: 0 } parameter } given
                || !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, function.Symbol))
            {
                continue;
            }

            switch (given.Parent)
            {
                case IPropertyReferenceOperation
                {
                    Property.Name: "IsCompletedSuccessfully" or "IsCompleted" or "IsCanceled" or "Id"
                } state:
                    if (HasElse(state))
                    {
                        return FailureRegard.Handles;
                    }

                    break;
                case IPropertyReferenceOperation { Property.Name: "Result" } result:
                    regard = IsGuarded(result, function) ? regard : FailureRegard.PassesOn;
                    break;
                case IInvocationOperation { TargetMethod.Name: "Wait" or "GetAwaiter" }:
                    regard = FailureRegard.PassesOn;
                    break;
                default:
                    return FailureRegard.Handles;
            }
        }

        return regard;
    }

    /// <summary>Whether a test of the task's state has another branch, in which the failure may be dealt with.</summary>
    private static bool HasElse(IOperation state)
    {
        for (var current = state.Parent; current is not null and not IAnonymousFunctionOperation; current = current.Parent)
        {
            if (current is ISwitchOperation or ISwitchExpressionOperation or IReturnOperation
                || current is IConditionalOperation conditional && (conditional.WhenFalse is not null || Leaves(conditional.WhenTrue)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Leaves(IOperation branch) => branch switch
    {
        IBlockOperation block => block.Operations.LastOrDefault() is { } last && Leaves(last),
        IReturnOperation or IExpressionStatementOperation { Operation: IThrowOperation } => true,
        _ => false,
    };

    private static bool IsGuarded(IOperation result, IAnonymousFunctionOperation function)
    {
        for (var current = result.Parent; current is not null && current != function; current = current.Parent)
        {
            if (current is IConditionalOperation { Condition: var condition } && condition.DescendantsAndSelf()
                .Any(static test => test is IPropertyReferenceOperation { Property.Name: "IsCompletedSuccessfully" }))
            {
                return true;
            }
        }

        return false;
    }

    private static IAnonymousFunctionOperation? Function(IInvocationOperation continuation)
    {
        var work = Origin.First(continuation.Arguments);
        while (work is IConversionOperation or IDelegateCreationOperation)
        {
            work = work is IConversionOperation conversion ? conversion.Operand : ((IDelegateCreationOperation)work).Target;
        }

        return work as IAnonymousFunctionOperation;
    }

    private static int OptionsOf(IInvocationOperation continuation)
    {
        foreach (var argument in continuation.Arguments)
        {
            if (argument is { Parameter.Type.Name: "TaskContinuationOptions", Value.ConstantValue: { HasValue: true, Value: int options } })
            {
                return options;
            }
        }

        return 0;
    }

    /// <summary>
    /// Whether nobody waits for a task. In an async method the compiler says so of a statement (CS4014), but not of a discard.
    /// </summary>
    private static bool IsDiscarded(IOperation task, ISymbol containing)
    {
        var (inner, use) = (task, task.Parent);
        while (use is IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation
            || use is IInvocationOperation { TargetMethod.Name: "ConfigureAwait" })
        {
            (inner, use) = (use, use.Parent);
        }

        return use switch
        {
            IExpressionStatementOperation => !IsAsync(inner, containing),
            ISimpleAssignmentOperation { Target: IDiscardOperation, Parent: IExpressionStatementOperation } => true,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => !Origin.Root(declarator).Descendants()
                .Any(part => part is ILocalReferenceOperation reference
                    && SymbolEqualityComparer.Default.Equals(reference.Local, declarator.Symbol)),
            _ => false,
        };
    }

    private static bool IsAsync(IOperation operation, ISymbol containing)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case IAnonymousFunctionOperation function:
                    return function.Symbol.IsAsync;
                case ILocalFunctionOperation function:
                    return function.Symbol.IsAsync;
            }
        }

        return containing is IMethodSymbol { IsAsync: true };
    }
}

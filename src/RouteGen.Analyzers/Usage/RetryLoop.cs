using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// Tells a loop that repeats one call until it succeeds from one that makes many calls: the first ends after a success, goes on after a
/// failure, and asks the same each time.
/// </summary>
internal static class RetryLoop
{
    public static bool IsAround(Asking call, INamedTypeSymbol exception)
    {
        if (Enclosing<ITryOperation>(call.Invocation, static (attempt, inner) => attempt.Body == inner && !attempt.Catches.IsEmpty)
            is not { } attempt
            || Enclosing<ILoopOperation>(attempt, static (_, _) => true) is not { } loop
            || Enclosing<ILoopOperation>(call.Invocation, static (_, _) => true) is { } nearest && !IsReading(nearest, loop, call))
        {
            return false;
        }

        var repeating = Repeating(attempt, exception).ToArray();
        return repeating.Length > 0
            && EndsAfterSuccess(call, attempt, loop, repeating)
            && !AsksSomethingElse(call, loop);
    }

    /// <summary>The clauses that get the failure and go on; those after one that takes every failure never see it.</summary>
    public static IEnumerable<ICatchClauseOperation> Repeating(ITryOperation attempt, INamedTypeSymbol exception)
    {
        foreach (var clause in attempt.Catches)
        {
            if (!Catches(clause, exception))
            {
                continue;
            }

            if (!Leaves(clause.Handler))
            {
                yield return clause;
            }

            if (clause.Filter is null && (clause.ExceptionType is not INamedTypeSymbol type || type.SpecialType == SpecialType.System_Object
                || RouteSymbols.DerivesFrom(exception, type)))
            {
                yield break;
            }
        }
    }

    /// <summary>Whether the nearest loop is the one around the try, or that which reads the call's own stream.</summary>
    private static bool IsReading(ILoopOperation nearest, ILoopOperation loop, Asking call) => nearest == loop
        || (nearest is IForEachLoopOperation reading && reading.Collection.Syntax.Span.Contains(call.Invocation.Syntax.Span));

    private static T? Enclosing<T>(IOperation operation, Func<T, IOperation, bool> isMeant)
        where T : class, IOperation
    {
        for (var (inner, outer) = (operation, operation.Parent); outer is not null; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return null;
            }

            if (outer is T found && isMeant(found, inner))
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>Whether a clause gets the failure of a route, as far as its type and its filter say.</summary>
    public static bool Catches(ICatchClauseOperation clause, INamedTypeSymbol exception)
    {
        var isCaught = clause.ExceptionType is null or { SpecialType: SpecialType.System_Object }
            || RouteSymbols.DerivesFrom(clause.ExceptionType, exception)
            || (clause.ExceptionType is INamedTypeSymbol caught && RouteSymbols.DerivesFrom(exception, caught));
        return isCaught && !(clause.Filter?.DescendantsAndSelf().Any(test => TestedType(test) is { } tested
            && (IsNegated(test, clause.Filter) ? Is(exception, tested) : !Is(tested, exception) && !Is(exception, tested))) ?? false);
    }

    private static bool Is(ITypeSymbol type, ITypeSymbol ancestor) =>
        ancestor is INamedTypeSymbol named && RouteSymbols.DerivesFrom(type, named);

    private static bool IsNegated(IOperation test, IOperation filter)
    {
        var isNegated = false;
        for (var current = test; current is not null; current = current == filter ? null : current.Parent)
        {
            isNegated ^= current is INegatedPatternOperation or IUnaryOperation { OperatorKind: UnaryOperatorKind.Not };
        }

        return isNegated;
    }

    private static ITypeSymbol? TestedType(IOperation test) => test switch
    {
        IIsTypeOperation type => type.TypeOperand,
        IDeclarationPatternOperation { MatchedType: { TypeKind: TypeKind.Class } matched } => matched,
        ITypePatternOperation { MatchedType: { TypeKind: TypeKind.Class } matched } => matched,
        _ => null,
    };

    /// <summary>Whether a block always ends by leaving the loop.</summary>
    private static bool Leaves(IBlockOperation block) => block.Operations.LastOrDefault() is { } last && IsExit(last);

    private static bool IsExit(IOperation statement) => statement switch
    {
        IReturnOperation { Kind: OperationKind.Return } or IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo } => true,
        IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation => true,
        IBlockOperation inner => Leaves(inner),
        IConditionalOperation { WhenFalse: { } otherwise } choice => IsExit(choice.WhenTrue) && IsExit(otherwise),
        IUsingOperation { Body: var body } => IsExit(body),
        _ => false,
    };

    private static bool EndsAfterSuccess(
        Asking call, ITryOperation attempt, ILoopOperation loop, IReadOnlyList<ICatchClauseOperation> repeating)
    {
        if (Enclosing<IReturnOperation>(call.Invocation, static (end, _) => end.Kind == OperationKind.Return) is { } returned
            && attempt.Body.Syntax.Span.Contains(returned.Syntax.Span) || IsLeftByLast(attempt.Body))
        {
            return true;
        }

        // while (answer is null) { try { answer = await …; } catch { … } }
        var condition = loop switch
        {
            IWhileLoopOperation { Condition: { } test } => test,
            IForLoopOperation { Condition: { } test } => test,
            _ => null,
        };
        if (condition is not null && attempt.Body.Descendants().OfType<IAssignmentOperation>().Any(assignment =>
            assignment.Target is ILocalReferenceOperation target && Mentions(condition, target.Local)))
        {
            return true;
        }

        // try { answer = await …; } catch { continue; } break;
        return attempt.Parent is IBlockOperation body && body == loop.Body && body.Operations.LastOrDefault() is { } end
            && end != attempt && IsExit(end)
            && repeating.All(static clause => clause.Handler.Operations.LastOrDefault()
                is IBranchOperation { BranchKind: BranchKind.Continue });
    }

    private static bool IsLeftByLast(IBlockOperation body) => body.Operations.LastOrDefault()
        is IReturnOperation { Kind: OperationKind.Return } or IBranchOperation { BranchKind: BranchKind.Break };

    /// <summary>Whether what is asked may be another in each round: the next ticket, a line just read, a conversation that grew.</summary>
    private static bool AsksSomethingElse(Asking call, ILoopOperation loop)
    {
        foreach (var operation in call.Parts)
        {
            switch (operation)
            {
                case ILocalReferenceOperation { Local: var local } reference when IsOfRound(local, loop) && !IsMadeAlike(reference, loop):
                case IParameterReferenceOperation { Parameter: var parameter } when IsChanged(parameter, loop, call):
                case IInvocationOperation { TargetMethod.Name: var name } when Reads(name):
                    return true;
                case ILocalReferenceOperation { Local: var local } when IsChanged(local, loop, call):
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether a variable of the round is made of nothing that a round changes: the same messages, written anew.</summary>
    private static bool IsMadeAlike(ILocalReferenceOperation reference, ILoopOperation loop) =>
        Origin.OnlyValue(reference) is { } made && made.DescendantsAndSelf().All(part => part switch
        {
            IInvocationOperation { Parent: not IObjectOrCollectionInitializerOperation } or IAwaitOperation => false,
            ILocalReferenceOperation { Local: var local } => !IsOfRound(local, loop) && !IsChanged(local, loop, null),
            IParameterReferenceOperation { Parameter: var parameter } => !IsChanged(parameter, loop, null),
            IMemberReferenceOperation { Instance: not null and not IInstanceReferenceOperation } => false,
            _ => true,
        });

    private static bool Reads(string name) =>
        name.StartsWith("Read", StringComparison.Ordinal) || name.StartsWith("Receive", StringComparison.Ordinal)
        || name.StartsWith("Dequeue", StringComparison.Ordinal) || name.StartsWith("Next", StringComparison.Ordinal)
        || name.StartsWith("Take", StringComparison.Ordinal) || name.StartsWith("Pop", StringComparison.Ordinal);

    private static bool IsOfRound(ILocalSymbol local, ILoopOperation loop) =>
        local.DeclaringSyntaxReferences.Any(declaration => loop.Syntax.SyntaxTree == declaration.SyntaxTree
            && loop.Syntax.Span.Contains(declaration.Span));

    /// <summary>Whether the loop assigns a variable, or calls a method of what is in it.</summary>
    private static bool IsChanged(ISymbol variable, ILoopOperation loop, Asking? call)
    {
        foreach (var operation in loop.Descendants())
        {
            if (operation is IAssignmentOperation { Target: var target } && Is(target)
                || operation is IIncrementOrDecrementOperation { Target: var counter } && Is(counter)
                || operation is IInvocationOperation invocation && invocation != call?.Invocation && Is(invocation.Instance)
                || operation is IInvocationOperation { TargetMethod.IsExtensionMethod: true } extension && extension != call?.Invocation
                    && Is(Origin.Receiver(extension)))
            {
                return true;
            }
        }

        return false;

        bool Is(IOperation? operation) => operation switch
        {
            IConversionOperation conversion => Is(conversion.Operand),
            ILocalReferenceOperation { Local: var local } => SymbolEqualityComparer.Default.Equals(local, variable),
            IParameterReferenceOperation { Parameter: var parameter } => SymbolEqualityComparer.Default.Equals(parameter, variable),
            _ => false,
        };
    }

    private static bool Mentions(IOperation operation, ILocalSymbol local) => operation.DescendantsAndSelf()
        .Any(part => part is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local));
}

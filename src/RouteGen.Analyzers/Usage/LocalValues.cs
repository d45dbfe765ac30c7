using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// The values that a local can have where it is read: what it is declared with and what is assigned to it, but for those that a later
/// assignment has replaced by then.
/// </summary>
internal static class LocalValues
{
    /// <summary>None where a value comes from elsewhere: an <c>out</c>, a <c>ref</c>, a compound assignment.</summary>
    public static IReadOnlyList<IOperation> At(ILocalReferenceOperation reference)
    {
        var found = new List<(IOperation Value, IOperation Set)>();
        IOperation? declared = null;
        foreach (var operation in Origin.Root(reference).Descendants())
        {
            switch (operation)
            {
                case IVariableDeclaratorOperation declarator when Is(declarator.Symbol):
                    declared = declarator;
                    if (declarator.GetVariableInitializer() is { Value: var initial })
                    {
                        found.Add((initial, declarator));
                    }

                    break;
                case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target, Value: var assigned } set when Is(target.Local):
                    found.Add((assigned, set));
                    break;
                case IAssignmentOperation { Target: ILocalReferenceOperation target } when Is(target.Local):
                case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation counter } when Is(counter.Local):
                case IDeconstructionAssignmentOperation { Target: var several } when several.Descendants().Any(part =>
                    part is ILocalReferenceOperation one && Is(one.Local)):
                case IArgumentOperation { Value: ILocalReferenceOperation passed, Parameter.RefKind: RefKind.Ref or RefKind.Out }
                    when Is(passed.Local):
                    return [];
            }
        }

        return declared is null ? [] : Reaching(found, reference);

        bool Is(ILocalSymbol local) => SymbolEqualityComparer.Default.Equals(local, reference.Local);
    }

    private static List<IOperation> Reaching(List<(IOperation Value, IOperation Set)> found, ILocalReferenceOperation reference)
    {
        var function = FunctionOf(reference);
        var reaching = new List<IOperation>();
        foreach (var (value, set) in found)
        {
            if (set.Syntax.Span.Contains(reference.Syntax.Span))
            {
                continue;
            }

            if (FunctionOf(set) != function)
            {
                // Who calls a function when is not looked at.
                reaching.Add(value);
            }
            else if (set.Syntax.Span.End <= reference.Syntax.SpanStart)
            {
                if (IsAlwaysPassed(set, reference))
                {
                    reaching.Clear();
                }

                reaching.Add(value);
            }
            else if (CommonLoop(set, reference))
            {
                reaching.Add(value);
            }
        }

        // A null to begin with is no value that is meant.
        return reaching.Count > 1 ? reaching.FindAll(static value => value.ConstantValue is not { HasValue: true, Value: null or "" })
            : reaching;
    }

    /// <summary>Whether a statement has run whenever a later one does: it is in a block that is around both.</summary>
    private static bool IsAlwaysPassed(IOperation set, IOperation later)
    {
        var statement = set;
        while (statement.Parent is IVariableDeclarationOperation or IVariableDeclarationGroupOperation or IUsingDeclarationOperation
            or IExpressionStatementOperation or ISimpleAssignmentOperation or IConversionOperation)
        {
            statement = statement.Parent;
        }

        return statement.Parent is (IBlockOperation or ISwitchCaseOperation) and var block && Above(later).Contains(block);
    }

    private static bool CommonLoop(IOperation set, IOperation reference)
    {
        var around = new HashSet<IOperation>(Above(set).Where(static outer => outer is ILoopOperation));
        return Above(reference).Any(around.Contains);
    }

    private static IOperation? FunctionOf(IOperation operation) =>
        Above(operation).FirstOrDefault(static outer => outer is IAnonymousFunctionOperation or ILocalFunctionOperation);

    private static IEnumerable<IOperation> Above(IOperation operation)
    {
        for (var outer = operation.Parent; outer is not null; outer = outer.Parent)
        {
            yield return outer;
        }
    }
}

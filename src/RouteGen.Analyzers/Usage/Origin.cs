using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// Follows a client back to where it comes from: through conversions, wrappers, builders and locals that can be one thing only.
/// </summary>
internal static class Origin
{
    private const string Abstractions = "Microsoft.Extensions.AI";
    private const int MaxSteps = 32;

    /// <summary>The value itself, then what it wraps, and so on inwards.</summary>
    public static IEnumerable<IOperation> Unwrap(IOperation? value)
    {
        for (var steps = 0; value is not null && steps < MaxSteps; steps++)
        {
            yield return value;
            value = Inner(value);
        }
    }

    /// <summary>The enum of the targets of the route that a client is or wraps; null where that is not plain to see.</summary>
    public static INamedTypeSymbol? RouteTargets(IOperation? value, RouteSymbols symbols)
    {
        foreach (var operation in Unwrap(value))
        {
            if ((symbols.TargetsOf(operation.Type) ?? RouteKeys.TargetsOf(operation, symbols)) is { } targets)
            {
                return targets;
            }
        }

        return null;
    }

    /// <summary>The whole body that an operation is in.</summary>
    public static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    /// <summary>The receiver of a call, be it an instance or the first argument of an extension method.</summary>
    public static IOperation? Receiver(IInvocationOperation invocation) =>
        invocation.Instance ?? (invocation.TargetMethod.IsExtensionMethod ? First(invocation.Arguments) : null);

    /// <summary>The value of the first parameter's argument, wherever it is written.</summary>
    public static IOperation? First(IEnumerable<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Ordinal == 0)
            {
                return argument.Value;
            }
        }

        return null;
    }

    /// <summary>What a local is where it is read, if it can be one thing only.</summary>
    public static IOperation? OnlyValue(ILocalReferenceOperation reference) =>
        LocalValues.At(reference) is { Count: 1 } values ? values[0] : null;

    private static IOperation? Inner(IOperation operation) => operation switch
    {
        IConversionOperation conversion => conversion.Operand,
        IParenthesizedOperation parenthesized => parenthesized.Operand,
        ILocalReferenceOperation local => OnlyValue(local),
        ISimpleAssignmentOperation assignment => assignment.Value,
        IInvocationOperation invocation when PassesItsReceiverOn(invocation.TargetMethod) => Receiver(invocation),
        IObjectCreationOperation creation when Wraps(creation.Type) => First(creation.Arguments),
        _ => null,
    };

    private static bool PassesItsReceiverOn(IMethodSymbol method) =>
        method.Name is "AsBuilder" or "AsIChatClient" or "AsIEmbeddingGenerator"
        || IsBuilder(method.ContainingType)
        || (method.IsExtensionMethod && IsBuilder((method.ReducedFrom ?? method).Parameters.FirstOrDefault()?.Type));

    private static bool Wraps(ITypeSymbol? type) =>
        IsBuilder(type) || RouteSymbols.IsOrDerivesFrom(type, Abstractions, "DelegatingChatClient")
            || RouteSymbols.IsOrDerivesFrom(type, Abstractions, "DelegatingEmbeddingGenerator");

    private static bool IsBuilder(ITypeSymbol? type) =>
        RouteSymbols.IsOrDerivesFrom(type, Abstractions, "ChatClientBuilder")
            || RouteSymbols.IsOrDerivesFrom(type, Abstractions, "EmbeddingGeneratorBuilder");
}

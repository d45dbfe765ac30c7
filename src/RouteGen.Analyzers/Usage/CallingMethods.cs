using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// Knows a method of the application's that asks a route what its parameters say and lets the route's failure out, by itself or through
/// another such method.
/// </summary>
internal static class CallingMethods
{
    private const int MaxDepth = 3;

    /// <summary>Whether a call is worth a look: of a method in source, with something around it that may repeat it.</summary>
    public static bool MayBeOne(IInvocationOperation invocation)
    {
        if (!IsFixedInSource(invocation.TargetMethod))
        {
            return false;
        }

        for (var outer = invocation.Parent; outer is not null; outer = outer.Parent)
        {
            if (outer is ITryOperation { Catches.IsEmpty: false } or IAnonymousFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The targets of the route that a method calls; null where it calls none, or may ask something else each time.</summary>
    public static INamedTypeSymbol? RouteOf(
        IInvocationOperation invocation, RouteSymbols symbols, INamedTypeSymbol exception, int depth = 0)
    {
        var method = invocation.TargetMethod.OriginalDefinition;
        if (depth >= MaxDepth || !IsFixedInSource(method) || BodyOf(method, invocation, symbols.Compilation) is not { } body)
        {
            return null;
        }

        foreach (var inner in body.Descendants().OfType<IInvocationOperation>())
        {
            if (!LetsFailuresOut(inner, body, exception))
            {
                continue;
            }

            var (asking, route) = RouteCall.Recognize(inner, symbols) is { } call
                ? (call.Asking, call.Targets)
                : (Asking.OfMethod(inner), RouteOf(inner, symbols, exception, depth + 1));
            if (route is not null)
            {
                return asking.Parts.All(part => SaysTheSame(part, 0)) ? route : null;
            }
        }

        return null;
    }

    private static bool IsFixedInSource(IMethodSymbol method) =>
        method is { IsAbstract: false, IsVirtual: false, IsOverride: false, DeclaringSyntaxReferences.Length: 1 };

    private static IOperation? BodyOf(IMethodSymbol method, IInvocationOperation call, Compilation compilation)
    {
        var syntax = method.DeclaringSyntaxReferences[0].GetSyntax();
        if (call.SemanticModel is { } near && near.SyntaxTree == syntax.SyntaxTree)
        {
            return near.GetOperation(syntax);
        }

#pragma warning disable RS1030 // Asked only for a call that is repeated after failures, of a method in another file.
        return compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax);
#pragma warning restore RS1030
    }

    private static bool LetsFailuresOut(IOperation call, IOperation body, INamedTypeSymbol exception)
    {
        for (var (inner, outer) = (call, call.Parent); outer is not null && inner != body; (inner, outer) = (outer, outer.Parent))
        {
            if (outer is IAnonymousFunctionOperation || (outer is ILocalFunctionOperation && outer != body)
                || (outer is ITryOperation attempt && attempt.Body == inner
                    && attempt.Catches.Any(clause => RetryLoop.Catches(clause, exception))))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a part of what is asked is the same whenever the parameters are: nothing that is read, or that grows.</summary>
    private static bool SaysTheSame(IOperation part, int depth) => part switch
    {
        IInvocationOperation { Parent: IObjectOrCollectionInitializerOperation } => true,
        IInvocationOperation { TargetMethod: var method } =>
            method.ContainingType.SpecialType == SpecialType.System_String || method.Name == "ToString",
        IAwaitOperation => false,
        IFieldReferenceOperation { Field: var field } => field.IsConst || field.Type.SpecialType == SpecialType.System_String,
        IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation, Property: var property } =>
            property.Type.SpecialType == SpecialType.System_String || property.DeclaringSyntaxReferences.IsEmpty,
        ILocalReferenceOperation local => depth < MaxDepth && Origin.OnlyValue(local) is { } made
            && made.DescendantsAndSelf().All(inner => SaysTheSame(inner, depth + 1)) && !IsFilled(local, depth),
        _ => true,
    };

    /// <summary>Whether a local is added to, such as a list of messages, by what may be another thing each time.</summary>
    private static bool IsFilled(ILocalReferenceOperation local, int depth) => Origin.Root(local).Descendants().Any(operation =>
        operation is IInvocationOperation { Arguments: var arguments } call
        && Origin.Receiver(call) is ILocalReferenceOperation receiver
        && SymbolEqualityComparer.Default.Equals(receiver.Local, local.Local)
        && arguments.Any(argument => argument.Value != receiver
            && !argument.Value.DescendantsAndSelf().All(inner => SaysTheSame(inner, depth + 1))));
}

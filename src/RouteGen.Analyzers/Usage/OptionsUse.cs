using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Finds the route that an object of options is meant for.</summary>
internal static class OptionsUse
{
    /// <summary>
    /// The targets of the route that <paramref name="options"/>, of which <paramref name="assignment"/> sets a member, are
    /// passed to; null where they may go elsewhere.
    /// </summary>
    public static INamedTypeSymbol? RouteOf(IOperation options, IOperation assignment, RouteSymbols symbols) =>
        RoutesOf(options, assignment, symbols).FirstOrDefault();

    /// <summary>The targets of all routes that options are passed to; none where they may go elsewhere.</summary>
    public static IReadOnlyList<INamedTypeSymbol> RoutesOf(IOperation options, IOperation assignment, RouteSymbols symbols) =>
        options switch
        {
            IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } => OfCreation(assignment, symbols),
            ILocalReferenceOperation local => OfLocal(local.Local, assignment, symbols),
            IParameterReferenceOperation { Parameter: var parameter } => One(OfConfiguration(parameter, assignment, symbols)),
            _ => [],
        };

    /// <summary>Whether a later statement sets the same member of the same variable, and so decides.</summary>
    public static bool IsSetAgain(IOperation options, IAssignmentOperation assignment)
    {
        var variable = options switch
        {
            ILocalReferenceOperation local => local.Local,
            _ when assignment.Parent is IObjectOrCollectionInitializerOperation
            {
                Parent: IObjectCreationOperation { Parent: IVariableInitializerOperation { Parent: IVariableDeclaratorOperation made } }
            } => made.Symbol,
            _ => null,
        };
        return variable is not null && assignment.Target is IPropertyReferenceOperation { Property: var property }
            && Origin.Root(assignment).Descendants().Any(later => later is IAssignmentOperation
            {
                Target: IPropertyReferenceOperation { Instance: ILocalReferenceOperation { Local: var of }, Property: var set }
            }
                && later is not ICoalesceAssignmentOperation
                && later.Syntax.SpanStart > assignment.Syntax.SpanStart
                && SymbolEqualityComparer.Default.Equals(of, variable) && SymbolEqualityComparer.Default.Equals(set, property));
    }

    private static IReadOnlyList<INamedTypeSymbol> One(INamedTypeSymbol? targets) => targets is null ? [] : [targets];

    private static IReadOnlyList<INamedTypeSymbol> OfCreation(IOperation assignment, RouteSymbols symbols)
    {
        if (assignment.Parent is not IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation creation })
        {
            return [];
        }

        var use = creation.Parent;
        while (use is IConversionOperation or IParenthesizedOperation)
        {
            use = use.Parent;
        }

        return use switch
        {
            IArgumentOperation argument => One(OfArgument(argument, symbols)),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => OfLocal(
                declarator.Symbol, assignment, symbols),
            _ => [],
        };
    }

    private static INamedTypeSymbol? OfArgument(IArgumentOperation argument, RouteSymbols symbols) =>
        argument.Parent is IInvocationOperation invocation ? RouteCall.Recognize(invocation, symbols)?.Targets : null;

    /// <summary>A local counts only where every use as an argument is a call of a route: another client would heed the model.</summary>
    private static List<INamedTypeSymbol> OfLocal(ILocalSymbol local, IOperation assignment, RouteSymbols symbols)
    {
        var found = new List<INamedTypeSymbol>();
        foreach (var operation in Origin.Root(assignment).Descendants())
        {
            if (operation is not ILocalReferenceOperation reference || !SymbolEqualityComparer.Default.Equals(reference.Local, local))
            {
                continue;
            }

            IOperation use = reference;
            while (use.Parent is IConversionOperation or IParenthesizedOperation)
            {
                use = use.Parent;
            }

            if (use.Parent is IPropertyReferenceOperation)
            {
                continue;
            }

            if (use.Parent is not IArgumentOperation argument || OfArgument(argument, symbols) is not { } targets)
            {
                return [];
            }

            found.Add(targets);
        }

        return found;
    }

    /// <summary><c>route.AsBuilder().ConfigureOptions(o =&gt; …)</c>.</summary>
    private static INamedTypeSymbol? OfConfiguration(IParameterSymbol parameter, IOperation assignment, RouteSymbols symbols)
    {
        for (var current = assignment.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation { Symbol: var lambda })
            {
                return SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, lambda)
                    && current.Parent is IDelegateCreationOperation
                    {
                        Parent: IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "ConfigureOptions" } invocation }
                    }
                        ? Origin.RouteTargets(Origin.Receiver(invocation), symbols)
                        : null;
            }
        }

        return null;
    }
}

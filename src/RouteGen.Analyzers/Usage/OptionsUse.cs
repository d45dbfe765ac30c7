using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Finds the routes that an object of options is meant for.</summary>
internal static class OptionsUse
{
    public static bool IsOptions(ITypeSymbol? type) => type?.Name is "ChatOptions" or "EmbeddingGenerationOptions";

    /// <summary>
    /// Where <paramref name="options"/> go, of which <paramref name="assignment"/> sets a member.
    /// </summary>
    public static OptionsFlow FlowOf(
        IOperation options, IAssignmentOperation assignment, string property, ISymbol containing, RouteSymbols symbols)
    {
        var flow = new OptionsFlow(property, containing, symbols);
        switch (options)
        {
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }
                when assignment.Parent is IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation creation }:
                flow.Follow(creation);
                break;
            case ILocalReferenceOperation { Local: var local }:
                flow.FollowLocal(local, assignment);
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                flow.Add(OfConfiguration(parameter, assignment, symbols));
                break;
            case IMemberReferenceOperation { Member: var member }:
                flow.Hold(member);
                break;
        }

        return flow;
    }

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

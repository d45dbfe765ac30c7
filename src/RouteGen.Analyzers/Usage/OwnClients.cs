using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RouteGen.Analyzers.Usage;

/// <summary>Knows the code that is meant to reach a model by itself: what routes themselves call.</summary>
internal static class OwnClients
{
    /// <summary>Whether code makes a client for a custom target, or belongs to a provider adapter.</summary>
    public static bool IsMadeIn(OperationAnalysisContext context) =>
        IsIn(context.ContainingSymbol, static implemented => implemented is
        {
            Name: "IProviderAdapter", ContainingNamespace.Name: "Definitions"
        })
        || CustomTargets.IsMadeFor(context.Operation, context.ContainingSymbol);

    /// <summary>Whether code is of a client that the application writes, by which a custom target would be served.</summary>
    public static bool IsOfClient(OperationAnalysisContext context) =>
        IsIn(context.ContainingSymbol, static implemented => implemented is
        {
            Name: "IChatClient" or "IEmbeddingGenerator", ContainingNamespace.Name: "AI"
        });

    private static bool IsIn(ISymbol symbol, Func<INamedTypeSymbol, bool> isMeant)
    {
        for (var type = symbol as INamedTypeSymbol ?? symbol.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.AllInterfaces.Any(isMeant))
            {
                return true;
            }
        }

        return false;
    }
}

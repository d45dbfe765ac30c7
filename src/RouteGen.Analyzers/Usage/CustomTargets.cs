using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// Knows the code that makes clients for custom targets: what is given to <c>UseChatClient</c> or <c>UseEmbeddingGenerator</c>,
/// and methods that it names in the same file.
/// </summary>
internal static class CustomTargets
{
    public const string OfChat = "UseChatClient";
    public const string OfEmbeddings = "UseEmbeddingGenerator";

    public static bool IsMadeFor(IOperation operation, ISymbol containing)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IArgumentOperation
                {
                    Parent: IInvocationOperation
                    {
                        TargetMethod: { Name: OfChat or OfEmbeddings, ContainingType.Name: "RouteTableBuilder" }
                    }
                })
            {
                return true;
            }
        }

        return IsNamed(operation, containing);
    }

    /// <summary>Looks at names only: it is asked where a client is made, which is rare.</summary>
    private static bool IsNamed(IOperation operation, ISymbol containing)
    {
        if (containing is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction, Name: var method }
            || operation.SemanticModel is not { } model)
        {
            return false;
        }

        foreach (var node in model.SyntaxTree.GetRoot().DescendantNodes())
        {
            if (node is not InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: OfChat or OfEmbeddings }
                } registration)
            {
                continue;
            }

            foreach (var mentioned in registration.ArgumentList.DescendantNodes())
            {
                if (mentioned is IdentifierNameSyntax name && name.Identifier.ValueText == method)
                {
                    return true;
                }
            }
        }

        return false;
    }
}

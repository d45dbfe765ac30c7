using Microsoft.CodeAnalysis;

namespace RouteGen.Generators.Tests.Style;

/// <summary>What generated code says of itself to tools.</summary>
internal static class AttributeRules
{
    private static readonly string[] OfCode = ["GeneratedCodeAttribute", "ExcludeFromCodeCoverageAttribute", "DebuggerNonUserCodeAttribute"];

    /// <summary>
    /// Types that are generated as a whole say so, and those with code that runs keep it from coverage and debuggers. The class of a route does neither,
    /// since the application's hooks stand in it: there each member with a body does.
    /// </summary>
    public static IEnumerable<string> Complaints(Compilation compilation)
    {
        var types = compilation.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)).SelectMany(tree =>
            tree.GetRoot().DescendantNodes().Select(node => compilation.GetSemanticModel(tree).GetDeclaredSymbol(node)).OfType<INamedTypeSymbol>());
        return types.Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).SelectMany(OfType);
    }

    private static IEnumerable<string> OfType(INamedTypeSymbol type)
    {
        var isRoute = type.BaseType is { TypeArguments.Length: 1 };
        var missing = isRoute ? [] : (type.TypeKind == TypeKind.Enum || type.GetMembers().All(HoldsNoCode) ? OfCode[..1] : OfCode).Except(Names(type));
        foreach (var attribute in missing)
        {
            yield return $"{type} lacks {attribute}";
        }

        if (isRoute && Names(type).Intersect(OfCode).Any())
        {
            yield return $"{type} hides the hooks of the application";
        }

        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().Where(method => isRoute && !method.IsImplicitlyDeclared && !method.IsPartialDefinition))
        {
            foreach (var attribute in OfCode.Except(Names(method)))
            {
                yield return $"{method} lacks {attribute}";
            }
        }
    }

    private static bool HoldsNoCode(ISymbol member) => member is IFieldSymbol { IsConst: true } or INamedTypeSymbol || member.IsImplicitlyDeclared;

    private static IEnumerable<string> Names(ISymbol symbol) => symbol.GetAttributes().Select(attribute => attribute.AttributeClass!.Name);
}

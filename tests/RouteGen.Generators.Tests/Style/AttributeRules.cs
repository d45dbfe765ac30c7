using Microsoft.CodeAnalysis;

namespace RouteGen.Generators.Tests.Style;

/// <summary>What generated code says of itself to tools.</summary>
internal static class AttributeRules
{
    private static readonly string[] OfCode =
        ["GeneratedCodeAttribute", "ExcludeFromCodeCoverageAttribute", "DebuggerNonUserCodeAttribute"];

    /// <summary>
    /// Types that are generated as a whole say so, and those with code that runs keep it from coverage and debuggers. The class of a route
    /// does neither, since the application's hooks stand in it: there each member with a body does.
    /// </summary>
    public static IEnumerable<string> Complaints(Compilation compilation)
    {
        var types =
            from tree in compilation.SyntaxTrees
            where tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)
            let model = compilation.GetSemanticModel(tree)
            from type in tree.GetRoot().DescendantNodes().Select(node => model.GetDeclaredSymbol(node)).OfType<INamedTypeSymbol>()
            select type;
        return types.Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default).SelectMany(OfType);
    }

    private static IEnumerable<string> OfType(INamedTypeSymbol type)
    {
        var isRoute = type.BaseType is { TypeArguments.Length: 1 };
        var isDataOnly = type.TypeKind == TypeKind.Enum || type.GetMembers().All(HoldsNoCode);
        var expected = isRoute ? [] : isDataOnly ? OfCode[..1] : OfCode;
        foreach (var attribute in expected.Except(Names(type)))
        {
            yield return $"{type} lacks {attribute}";
        }

        if (isRoute && Names(type).Intersect(OfCode).Any())
        {
            yield return $"{type} hides the hooks of the application";
        }

        var methods = type.GetMembers()
            .OfType<IMethodSymbol>()
            .Where(method => !method.IsImplicitlyDeclared && !method.IsPartialDefinition);
        foreach (var method in isRoute ? methods : [])
        {
            foreach (var attribute in OfCode.Except(Names(method)))
            {
                yield return $"{method} lacks {attribute}";
            }
        }
    }

    private static bool HoldsNoCode(ISymbol member) =>
        member is IFieldSymbol { IsConst: true } or INamedTypeSymbol || member.IsImplicitlyDeclared;

    private static IEnumerable<string> Names(ISymbol symbol) => symbol.GetAttributes().Select(attribute => attribute.AttributeClass!.Name);
}

using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Coverage;

/// <summary>The types by which drills are recognised, looked up once per compilation.</summary>
internal sealed class DrillSymbols
{
    private readonly INamedTypeSymbol _drills;
    private readonly INamedTypeSymbol _drill;
    private readonly INamedTypeSymbol _all;
    private readonly INamedTypeSymbol _path;

    private DrillSymbols(INamedTypeSymbol drills, INamedTypeSymbol drill, INamedTypeSymbol all, INamedTypeSymbol path)
    {
        _drills = drills;
        _drill = drill;
        _all = all;
        _path = path;
    }

    /// <summary>Null where RouteGen.Testing is not referenced.</summary>
    public static DrillSymbols? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("RouteGen.Testing.DrillsAttribute`1") is { } drills
        && compilation.GetTypeByMetadataName("RouteGen.Testing.RouteDrill`2") is { } drill
        && compilation.GetTypeByMetadataName("RouteGen.Testing.RouteDrill") is { } all
        && compilation.GetTypeByMetadataName("RouteGen.Testing.PathDrill") is { } path
            ? new DrillSymbols(drills, drill, all, path)
            : null;

    /// <summary>The tables that a class says its drills cover, with the attribute that says so.</summary>
    public IEnumerable<(AttributeData Attribute, INamedTypeSymbol Table)> TablesOf(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { TypeArguments: { Length: 1 } arguments } marker
                && SymbolEqualityComparer.Default.Equals(marker.OriginalDefinition, _drills)
                && arguments[0] is INamedTypeSymbol { TypeKind: not TypeKind.Error } table)
            {
                yield return (attribute, table);
            }
        }
    }

    /// <summary>Whether a method is one of a drill of a route: <c>Failing</c>, <c>GatewaysDown</c>, <c>ExpectServedByAsync</c>.</summary>
    public bool IsOfDrill(IMethodSymbol method, string name) => method.Name == name && Is(method.ContainingType, _drill);

    /// <summary>The enum of the targets of a drill's route.</summary>
    public static ITypeSymbol TargetsOf(IMethodSymbol ofDrill) => ofDrill.ContainingType.TypeArguments[1];

    /// <summary>The table of <c>RouteDrill.All&lt;TTable&gt;()</c>; null for any other method.</summary>
    public ITypeSymbol? TableOfAll(IMethodSymbol method) =>
        method is { Name: "All", TypeArguments: { Length: 1 } arguments } && Is(method.ContainingType, _all) ? arguments[0] : null;

    /// <summary>Whether a method is <c>PathDrill.RunAsync</c>.</summary>
    public bool IsRunOfPath(IMethodSymbol method) => method.Name == "RunAsync" && Is(method.ContainingType, _path);

    private static bool Is(INamedTypeSymbol? type, INamedTypeSymbol definition) =>
        SymbolEqualityComparer.Default.Equals(type?.OriginalDefinition, definition);
}

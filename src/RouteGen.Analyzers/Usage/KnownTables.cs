using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Usage;

/// <summary>A generated table that code can call.</summary>
/// <param name="Type">The generated class.</param>
/// <param name="Kinds">The kinds of its providers, but for the application's own.</param>
internal sealed record KnownTable(INamedTypeSymbol Type, ImmutableArray<string> Kinds);

/// <summary>Finds tables by the attributes that the generator writes on their assemblies.</summary>
internal static class KnownTables
{
    /// <summary>The tables that this compilation's own routes.json files declare.</summary>
    public static ImmutableArray<KnownTable> DeclaredBy(Compilation compilation, Func<ITypeSymbol, bool> isTable) =>
        Read(compilation.Assembly, isTable).ToImmutableArray();

    /// <summary>
    /// The tables of referenced assemblies that this compilation may name: a package's internal ones are no business of its users.
    /// </summary>
    public static ImmutableArray<KnownTable> ReferencedBy(Compilation compilation, IAssemblySymbol runtime, Func<ITypeSymbol, bool> isTable)
    {
        var tables = ImmutableArray.CreateBuilder<KnownTable>();
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            // Few assemblies reference the runtime, and only those can have a table: attributes of all others stay unread.
            if (assembly.Modules.Any(module => module.ReferencedAssemblies.Any(name => name.Name == runtime.Name)))
            {
                tables.AddRange(Read(assembly, isTable)
                    .Where(table => compilation.IsSymbolAccessibleWithin(table.Type, compilation.Assembly)));
            }
        }

        return tables.ToImmutable();
    }

    private static IEnumerable<KnownTable> Read(IAssemblySymbol assembly, Func<ITypeSymbol, bool> isTable)
    {
        foreach (var attribute in assembly.GetAttributes())
        {
            if (attribute.AttributeClass is { Name: "RouteTableAttribute" }
                && attribute.ConstructorArguments is { Length: 1 } arguments
                && arguments[0] is { Kind: TypedConstantKind.Type, Value: INamedTypeSymbol table }
                && isTable(table))
            {
                yield return new KnownTable(table, KindsOf(attribute));
            }
        }
    }

    private static ImmutableArray<string> KindsOf(AttributeData attribute)
    {
        foreach (var argument in attribute.NamedArguments)
        {
            if (argument is { Key: "Kinds", Value.Value: string kinds })
            {
                return kinds.Split(',').ToImmutableArray();
            }
        }

        return ImmutableArray<string>.Empty;
    }
}

using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Usage;

/// <summary>A route of a table that this compilation declares.</summary>
/// <param name="Table">The generated table.</param>
/// <param name="Property">Its property of the table.</param>
/// <param name="Key">The key of its keyed service, which ends with its name in routes.json.</param>
internal sealed record DeclaredRoute(INamedTypeSymbol Table, IPropertySymbol Property, string Key)
{
    public string Name => Key.Substring(Key.IndexOf('/') + 1);
}

/// <summary>The routes that a compilation declares, and which of them its code mentions. Safe for the compiler's threads.</summary>
internal sealed class DeclaredRoutes
{
    private readonly List<DeclaredRoute> _routes = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<SyntaxTree> _generated = [];
    private readonly ConcurrentDictionary<string, bool> _mentioned = new(StringComparer.Ordinal);

    public bool IsEmpty => _routes.Count == 0;

    public static DeclaredRoutes Collect(RouteSymbols symbols)
    {
        var routes = new DeclaredRoutes();
        foreach (var table in symbols.DeclaredTables())
        {
            foreach (var member in table.GetMembers())
            {
                if (member is IPropertySymbol property
                    && symbols.TargetsOf(property.Type) is not null && RouteKeys.KeyOf(table, property.Name) is { } key)
                {
                    routes.Add(new DeclaredRoute(table, property, key));
                }
            }
        }

        return routes;
    }

    /// <summary>Whether an identifier can be that of a route, before the compiler is asked.</summary>
    public bool MayName(string identifier) => _names.Contains(identifier);

    /// <summary>Whether a tree is the one that declares routes, in which each stands by nature.</summary>
    public bool IsDeclaredIn(SyntaxTree tree) => _generated.Contains(tree);

    public void MentionKey(string key) => Mention(route => route.Key == key);

    public void MentionTable(INamedTypeSymbol table) => Mention(route => SymbolEqualityComparer.Default.Equals(route.Table, table));

    public void Mention(ISymbol? symbol)
    {
        switch (symbol)
        {
            case IPropertySymbol property:
                Mention(route => SymbolEqualityComparer.Default.Equals(route.Property, property));
                break;
            case IFieldSymbol { ConstantValue: string key, ContainingType: { Name: "Keys", ContainingType: { } table } }:
                Mention(route => route.Key == key && SymbolEqualityComparer.Default.Equals(route.Table, table));
                break;
            case INamedTypeSymbol type:
                Mention(route => SymbolEqualityComparer.Default.Equals(route.Property.Type, type));
                break;
        }
    }

    public IEnumerable<DeclaredRoute> NeverMentioned()
    {
        foreach (var route in _routes)
        {
            if (!_mentioned.ContainsKey(IdentityOf(route)))
            {
                yield return route;
            }
        }
    }

    /// <summary>The tables of which any route is mentioned.</summary>
    public HashSet<ISymbol> TablesInUse() =>
        new(_routes.Where(route => _mentioned.ContainsKey(IdentityOf(route))).Select(route => route.Table), SymbolEqualityComparer.Default);

    private static string IdentityOf(DeclaredRoute route) => route.Table.ToDisplayString() + "/" + route.Property.Name;

    private void Add(DeclaredRoute route)
    {
        _routes.Add(route);
        _names.Add(route.Property.Name);
        _names.Add(route.Property.Type.Name);
        foreach (var declaration in route.Property.DeclaringSyntaxReferences)
        {
            _generated.Add(declaration.SyntaxTree);
        }
    }

    private void Mention(Func<DeclaredRoute, bool> isMeant)
    {
        foreach (var route in _routes)
        {
            if (isMeant(route))
            {
                _mentioned[IdentityOf(route)] = true;
            }
        }
    }
}

using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace RouteGen.Analyzers.Usage;

/// <summary>The types by which rules recognise routes, looked up once per compilation.</summary>
internal sealed class RouteSymbols
{
    private static readonly string[] TestFrameworks =
    [
        "xunit.core",
            "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "MSTest.TestFramework", "TUnit.Core",
    ];

    private readonly INamedTypeSymbol _route;
    private readonly INamedTypeSymbol _client;
    private readonly INamedTypeSymbol? _embeddingRoute;
    private readonly INamedTypeSymbol? _embeddingClient;
    private readonly INamedTypeSymbol? _embeddingGenerator;
    private readonly INamedTypeSymbol _table;
    private readonly Lazy<ImmutableArray<KnownTable>> _declared;
    private readonly Lazy<ImmutableArray<KnownTable>> _all;

    private RouteSymbols(
        Compilation compilation, INamedTypeSymbol route, INamedTypeSymbol client, INamedTypeSymbol table, INamedTypeSymbol chatClient)
    {
        Compilation = compilation;
        _route = route;
        _client = client;
        _table = table;
        ChatClient = chatClient;
        _embeddingRoute = compilation.GetTypeByMetadataName("RouteGen.TargetedEmbeddingRoute`1");
        _embeddingClient = compilation.GetTypeByMetadataName("RouteGen.EmbeddingRouteClient`1");
        _embeddingGenerator = compilation.GetTypeByMetadataName("Microsoft.Extensions.AI.IEmbeddingGenerator`2");
        _declared = new(() => KnownTables.DeclaredBy(compilation, IsTable));
        _all = new(() => _declared.Value.AddRange(KnownTables.ReferencedBy(compilation, _table.ContainingAssembly, IsTable)));
    }

    public Compilation Compilation { get; }

    /// <summary>Microsoft.Extensions.AI's <c>IChatClient</c>.</summary>
    public INamedTypeSymbol ChatClient { get; }

    /// <summary>Null where RouteGen is not referenced.</summary>
    public static RouteSymbols? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("RouteGen.TargetedRoute`1") is { } route
        && compilation.GetTypeByMetadataName("RouteGen.RouteClient`1") is { } client
        && compilation.GetTypeByMetadataName("RouteGen.Routes.RouteTableBase") is { } table
        && compilation.GetTypeByMetadataName("Microsoft.Extensions.AI.IChatClient") is { } chatClient
            ? new RouteSymbols(compilation, route, client, table, chatClient)
            : null;

    /// <summary>The generated enum of a route's targets; null for any other type.</summary>
    public INamedTypeSymbol? TargetsOf(ITypeSymbol? type)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            var definition = current.OriginalDefinition;
            if (Equal(definition, _route) || Equal(definition, _client) || Equal(definition, _embeddingClient))
            {
                return current.TypeArguments[0] as INamedTypeSymbol;
            }
        }

        return null;
    }

    public bool IsTable(ITypeSymbol? type) =>
        type is not null && !SymbolEqualityComparer.Default.Equals(type, _table) && DerivesFrom(type, _table);

    public bool IsChatClient(ITypeSymbol? type)
    {
        if (type is null || SymbolEqualityComparer.Default.Equals(type, ChatClient))
        {
            return type is not null;
        }

        foreach (var implemented in type.AllInterfaces)
        {
            if (SymbolEqualityComparer.Default.Equals(implemented, ChatClient))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the type is Microsoft.Extensions.AI's <c>IEmbeddingGenerator</c> of whatever, or implements it.</summary>
    public bool IsEmbeddingGenerator(ITypeSymbol? type) =>
        type is not null && (Equal(type.OriginalDefinition, _embeddingGenerator)
            || type.AllInterfaces.Any(implemented => Equal(implemented.OriginalDefinition, _embeddingGenerator)));

    /// <summary>Whether a table has a route that gives vectors.</summary>
    public bool HasEmbeddingRoute(INamedTypeSymbol table) =>
        _embeddingRoute is not null
            && table.GetMembers().Any(member => member is IPropertySymbol property && DerivesFrom(property.Type, _embeddingRoute));

    /// <summary>The tables that this compilation's own routes.json files declare.</summary>
    public IEnumerable<INamedTypeSymbol> DeclaredTables() => _declared.Value.Select(table => table.Type);

    /// <summary>Its own tables, then those of references: read when a rule first has reason to ask.</summary>
    public ImmutableArray<KnownTable> Tables => _all.Value;

    /// <summary>Whether the compilation is a project of tests, which may do what an application should not.</summary>
    public bool IsTestProject()
    {
        foreach (var reference in Compilation.ReferencedAssemblyNames)
        {
            if (Array.IndexOf(TestFrameworks, reference.Name) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    public static bool DerivesFrom(ITypeSymbol? type, INamedTypeSymbol ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Equal(ISymbol symbol, ISymbol? other) => SymbolEqualityComparer.Default.Equals(symbol, other);

    /// <summary>The name of a type or of one of its bases, such as <c>OpenAI.OpenAIClient</c>, without a look-up in references.</summary>
    public static bool IsOrDerivesFrom(ITypeSymbol? type, string containingNamespace, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current.Name == name && current.ContainingNamespace?.ToDisplayString() == containingNamespace)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The route's identifier, from its enum: <c>SummarizeTarget</c> belongs to <c>Summarize</c>.</summary>
    public static string RouteName(INamedTypeSymbol targets) =>
        targets.Name.EndsWith("Target", StringComparison.Ordinal) && targets.Name.Length > 6
            ? targets.Name.Substring(0, targets.Name.Length - 6)
            : targets.Name;
}

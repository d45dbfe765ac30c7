using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Coverage;

/// <summary>
/// The classes of a compilation that are marked as drilling a table. Several of one table answer together: each path is missed once, at the
/// first of them, and a drill in any of them counts.
/// </summary>
/// <remarks>
/// An editor asks for one file at a time, so that other classes are read here on demand: only if a class on its own lacks a path, or is not
/// the first.
/// </remarks>
internal sealed class DrilledTables(Compilation compilation, DrillSymbols symbols)
{
    private readonly ConcurrentDictionary<ISymbol, DrilledPaths> _read = new(SymbolEqualityComparer.Default);
    private readonly object _gate = new();
    private ImmutableArray<(INamedTypeSymbol Class, INamedTypeSymbol Table, Location Place)> _marks;

    /// <summary>The classes of a table, in the order of files and lines.</summary>
    public IReadOnlyList<INamedTypeSymbol> ClassesOf(INamedTypeSymbol table, CancellationToken cancellation) =>
        [.. Marks(cancellation).Where(mark => SymbolEqualityComparer.Default.Equals(mark.Table, table)).Select(mark => mark.Class)
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)];

    /// <summary>The drills of a class, read from its syntax.</summary>
    public DrilledPaths Read(INamedTypeSymbol marked, CancellationToken cancellation)
    {
        if (_read.TryGetValue(marked, out var known))
        {
            return known;
        }

        var drilled = new DrilledPaths(symbols);
        foreach (var part in marked.DeclaringSyntaxReferences)
        {
            var syntax = part.GetSyntax(cancellation);
#pragma warning disable RS1030 // Asked only for classes that share a table, where the compiler's own visit stops at the class.
            var model = compilation.GetSemanticModel(syntax.SyntaxTree);
#pragma warning restore RS1030
            foreach (var node in syntax.DescendantNodes())
            {
                if (node is InvocationExpressionSyntax && model.GetOperation(node, cancellation) is IInvocationOperation call
                    && MemberAround(node, model, cancellation) is { } member)
                {
                    drilled.Note(call, member);
                }
            }
        }

        return _read.GetOrAdd(marked, drilled);
    }

    private ImmutableArray<(INamedTypeSymbol Class, INamedTypeSymbol Table, Location Place)> Marks(CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_marks.IsDefault)
            {
                _marks = SourceTypes.In(compilation.Assembly.GlobalNamespace, cancellation)
                    .SelectMany(type => symbols.TablesOf(type).Select(mark => (type, mark.Table, PlaceOf(mark.Attribute, type))))
                    .OrderBy(mark => mark.Item3, Comparer<Location>.Create(SourceTypes.Compare))
                    .ToImmutableArray();
            }

            return _marks;
        }
    }

    /// <summary>Where a class is marked.</summary>
    public static Location PlaceOf(AttributeData attribute, ISymbol marked) => attribute.ApplicationSyntaxReference is { } reference
        ? Location.Create(reference.SyntaxTree, reference.Span)
        : marked.Locations[0];

    /// <summary>The member whose code a node is part of: a method, or what is initialized.</summary>
    private static ISymbol? MemberAround(SyntaxNode node, SemanticModel model, CancellationToken cancellation)
    {
        for (var current = node.Parent; current is not null; current = current.Parent)
        {
            switch (current)
            {
                case VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax }:
                case MethodDeclarationSyntax or PropertyDeclarationSyntax or AccessorDeclarationSyntax or ConstructorDeclarationSyntax:
                    return model.GetDeclaredSymbol(current, cancellation);
                case TypeDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RouteGen.Docs.Tests.House;

/// <summary>Which files of a project use which, read from symbols: names, members through whatever they are reached, and the types of var and new().</summary>
internal static class ProjectArrows
{
    public static IReadOnlyList<Arrow> Of(SourceProject project)
    {
        var arrows = new Dictionary<(string, string, string), Arrow>();
        foreach (SyntaxTree tree in project.Compilation.SyntaxTrees.Where(t => project.IsOwn(t.FilePath)))
        {
            SemanticModel model = project.Compilation.GetSemanticModel(tree);
            foreach (SyntaxNode node in tree.GetRoot().DescendantNodes().Where(IsUse))
            {
                foreach (INamedTypeSymbol used in UsedBy(model, node))
                {
                    foreach (var file in FilesOf(used).Where(file => file != tree.FilePath && project.IsOwn(file)))
                    {
                        var from = EnclosingType(node);
                        var to = used.Name;
                        var line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                        var arrow = new Arrow(from, project.Within(tree.FilePath), to, project.Within(file), $"{project.Within(tree.FilePath)}:{line}");
                        arrows.TryAdd((arrow.FromFile, arrow.ToFile, arrow.Name), arrow);
                    }
                }
            }
        }

        return [.. arrows.Values];
    }

    /// <summary>The folder of a file below its project, "" for the project's own.</summary>
    public static string Folder(string file) => file.Contains('/', StringComparison.Ordinal) ? file[..file.LastIndexOf('/')] : "";

    // A using directive opens a room and uses nothing of it; what it makes visible is seen where it is named.
    private static bool IsUse(SyntaxNode node) =>
        node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax or ConstructorInitializerSyntax
        && !node.Ancestors().Any(a => a is UsingDirectiveSyntax);

    private static IEnumerable<INamedTypeSymbol> UsedBy(SemanticModel model, SyntaxNode node)
    {
        SymbolInfo info = model.GetSymbolInfo(node);
        ISymbol? symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        INamedTypeSymbol? type = symbol switch
        {
            INamedTypeSymbol named => named,
            IMethodSymbol { ReducedFrom: { } reduced } => reduced.ContainingType,
            IAliasSymbol { Target: INamedTypeSymbol target } => target,
            IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.ContainingType,
            _ => null,
        };
        if (type is not null)
        {
            yield return Outermost(type);
        }
    }

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
        {
            type = outer;
        }

        return type.OriginalDefinition;
    }

    // Of a type in several files, the one that is named after it stands for all: RoomsTests holds that they share a folder.
    private static IEnumerable<string> FilesOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(r => r.SyntaxTree.FilePath).OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal).Take(1);

    private static string EnclosingType(SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().LastOrDefault()?.Identifier.Text
        ?? node.AncestorsAndSelf().OfType<DelegateDeclarationSyntax>().LastOrDefault()?.Identifier.Text
        ?? "(file)";
}

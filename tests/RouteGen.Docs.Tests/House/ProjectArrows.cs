using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RouteGen.Docs.Tests.House;

/// <summary>
/// Which files of a project use which, read from symbols: names, members through whatever they are reached, and the types of var and new().
/// </summary>
internal static class ProjectArrows
{
    /// <summary>One arrow for each pair of files and types.</summary>
    public static IReadOnlyList<Arrow> Read(SourceProject project) =>
    [
        .. project.Compilation.SyntaxTrees.Where(tree => project.IsOwn(tree.FilePath)).AsParallel().AsOrdered()
            .SelectMany(tree => InFile(project, tree).DistinctBy(a => (a.ToFile, a.Name))),
    ];

    private static IEnumerable<Arrow> InFile(SourceProject project, SyntaxTree tree)
    {
        var model = project.Compilation.GetSemanticModel(tree);
        var file = project.Within(tree.FilePath);
        foreach (var node in tree.GetRoot().DescendantNodes().Where(IsUse))
        {
            if (UsedBy(model, node) is { } used && FileOf(used) is { } other && other != tree.FilePath && project.IsOwn(other))
            {
                var line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                yield return new Arrow(EnclosingType(node), file, used.Name, project.Within(other), $"{file}:{line}");
            }
        }
    }

    /// <summary>The folder of a file below its project, "" for the project's own.</summary>
    public static string Folder(string file) => file.Contains('/', StringComparison.Ordinal) ? file[..file.LastIndexOf('/')] : "";

    // A using directive opens a room and uses nothing of it; what it makes visible is seen where it is named.
    private static bool IsUse(SyntaxNode node) =>
        node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax or ConstructorInitializerSyntax
        && !node.Ancestors().Any(a => a is UsingDirectiveSyntax);

    private static INamedTypeSymbol? UsedBy(SemanticModel model, SyntaxNode node)
    {
        var info = model.GetSymbolInfo(node);
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        var type = symbol switch
        {
            INamedTypeSymbol named => named,
            IMethodSymbol { ReducedFrom: { } reduced } => reduced.ContainingType,
            IMethodSymbol or IPropertySymbol or IFieldSymbol or IEventSymbol => symbol.ContainingType,
            _ => null,
        };
        return type is null ? null : Outermost(type);
    }

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
        {
            type = outer;
        }

        return type.OriginalDefinition;
    }

    // Of a type in several files, the one that is named after it stands for all; they share a folder, since they share a namespace.
    private static string? FileOf(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(r => r.SyntaxTree.FilePath)
            .OrderBy(path => path.Length).ThenBy(path => path, StringComparer.Ordinal)
            .FirstOrDefault();

    private static string EnclosingType(SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().LastOrDefault()?.Identifier.Text
        ?? node.AncestorsAndSelf().OfType<DelegateDeclarationSyntax>().LastOrDefault()?.Identifier.Text
        ?? "(file)";
}

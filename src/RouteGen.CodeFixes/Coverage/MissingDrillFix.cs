using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RouteGen.CodeFixes.Coverage;

/// <summary>Writes the drill that RG3001 or RG3002 misses as a test of the framework in use, at the end of the marked class.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MissingDrillFix))]
[Shared]
public sealed class MissingDrillFix : CodeFixProvider
{
    private static readonly FixAllProvider AllInClass = new AllMissingDrills();

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("RG3001", "RG3002");

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => AllInClass;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        var model = await context.Document.GetSemanticModelAsync(context.CancellationToken).ConfigureAwait(false);
        if (root is null || model is null || TestSyntax.Find(model.Compilation) is null)
        {
            return;
        }

        foreach (var diagnostic in context.Diagnostics)
        {
            if (ClassAt(root, diagnostic) is not null
                && diagnostic.Properties.TryGetValue("Test", out var test) && diagnostic.Properties.ContainsKey("Call"))
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        $"Write the drill '{test}'",
                        cancellation => WriteAsync(context.Document, ImmutableArray.Create(diagnostic), cancellation),
                        nameof(MissingDrillFix)),
                    diagnostic);
            }
        }
    }

    /// <summary>Writes the drills that <paramref name="missing"/> name, each once, class by class.</summary>
    internal static async Task<Document> WriteAsync(Document document, ImmutableArray<Diagnostic> missing, CancellationToken cancellation)
    {
        var root = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (root is null || model is null || TestSyntax.Find(model.Compilation) is not { } framework)
        {
            return document;
        }

        var classes = missing.GroupBy(diagnostic => ClassAt(root, diagnostic))
            .Where(group => group.Key is not null)
            .ToDictionary(group => group.Key!, group => group.ToArray());
        var written = root.ReplaceNodes(classes.Keys, (marked, current) =>
        {
            var names = new HashSet<string>(
                model.GetDeclaredSymbol(marked, cancellation)?.GetMembers().Select(member => member.Name) ?? [], StringComparer.Ordinal);
            var tests = classes[marked]
                .GroupBy(diagnostic => diagnostic.Properties["Call"])
                .Select(same => (Name: Free(same.First().Properties["Test"] ?? "Drill", names), Call: same.Key ?? ""));
            return framework.Add(current, marked, tests);
        });
        return document.WithSyntaxRoot(written);
    }

    private static TypeDeclarationSyntax? ClassAt(SyntaxNode root, Diagnostic diagnostic) =>
        root.FullSpan.Contains(diagnostic.Location.SourceSpan)
            ? root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<TypeDeclarationSyntax>()
            : null;

    private static string Free(string name, HashSet<string> taken)
    {
        var free = name;
        for (var number = 2; !taken.Add(free); number++)
        {
            free = $"{name}_{number}";
        }

        return free;
    }

    /// <summary>Writes all missing drills of a file at once: one by one they would want the same place.</summary>
    private sealed class AllMissingDrills : DocumentBasedFixAllProvider
    {
        protected override string GetFixAllTitle(FixAllContext fixAllContext) => "Write all missing drills";

        protected override async Task<Document?> FixAllAsync(
            FixAllContext fixAllContext, Document document, ImmutableArray<Diagnostic> diagnostics) =>
            await WriteAsync(document, diagnostics, fixAllContext.CancellationToken).ConfigureAwait(false);
    }
}

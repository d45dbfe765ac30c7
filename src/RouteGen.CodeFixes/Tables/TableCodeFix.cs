using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using RouteGen.Model.Fixes;

namespace RouteGen.CodeFixes.Tables;

/// <summary>
/// A fix of a route table or of a file of shared models, which are additional files: what it changes is the model's to know.
/// </summary>
public abstract class TableCodeFix : CodeFixProvider
{
    /// <summary>The property by which the analyzer hands on the name that would fix a problem.</summary>
    private const string SuggestedProperty = "Suggested";

    private static readonly FixAllProvider AllInFile = new TableFixAll();

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => AllInFile;

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.TextDocument;
        var text = await document.GetTextAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            // Offered only once it is known what to change.
            if (Changes(text, diagnostic).Count > 0)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        Fix.Title(Suggested(diagnostic)), _ => Task.FromResult(Apply(document, text, diagnostic)), GetType().Name),
                    diagnostic);
            }
        }
    }

    /// <summary>The changes that fix a diagnostic; none where it is no longer there, or nothing is known that fixes it.</summary>
    internal IReadOnlyList<TextChange> Changes(SourceText source, Diagnostic diagnostic)
    {
        var span = diagnostic.Location.SourceSpan;
        return
        [
            .. Fix.Edits(source.ToString(), span.Start, span.Length, Suggested(diagnostic))
                .Select(edit => new TextChange(new TextSpan(edit.Start, edit.Length), edit.Text)),
        ];
    }

    /// <summary>What it does.</summary>
    private protected abstract TableFix Fix { get; }

    private static string? Suggested(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(SuggestedProperty, out var suggested) ? suggested : null;

    private Solution Apply(TextDocument document, SourceText text, Diagnostic diagnostic) =>
        document.Project.Solution.WithAdditionalDocumentText(
            document.Id, text.WithChanges(Changes(text, diagnostic).OrderBy(c => c.Span.Start)));
}

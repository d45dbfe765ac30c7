using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace RouteGen.CodeFixes.Tables;

/// <summary>
/// Fixes all of a kind in the additional files of a project or a solution; Roslyn's own providers edit source documents only.
/// </summary>
internal sealed class TableFixAll : FixAllProvider
{
    // Which file a fix was asked for in is not known for additional files, so that a file's own scope would have to guess.
    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Project, FixAllScope.Solution];

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) => Task.FromResult<CodeAction?>(
        CodeAction.Create(
            "Fix all in route tables", cancellation => FixAsync(fixAllContext, cancellation), fixAllContext.CodeActionEquivalenceKey));

    private static async Task<Solution> FixAsync(FixAllContext context, CancellationToken cancellation)
    {
        var solution = context.Solution;
        var projects = context.Scope == FixAllScope.Solution ? solution.Projects : [context.Project];
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in projects)
        {
            var diagnostics = await context.GetAllDiagnosticsAsync(project).ConfigureAwait(false);
            foreach (var document in project.AdditionalDocuments)
            {
                // A file that two projects share is changed once; the workspace carries the change to both.
                if (document.FilePath is { } path
                    && diagnostics.Where(d => d.Location.GetLineSpan().Path == path).ToArray() is { Length: > 0 } found && done.Add(path))
                {
                    var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
                    solution = solution.WithAdditionalDocumentText(document.Id, Fix((TableCodeFix)context.CodeFixProvider, text, found));
                }
            }
        }

        return solution;
    }

    /// <summary>From the end of the file to its start: no change moves what is before it.</summary>
    private static SourceText Fix(TableCodeFix fix, SourceText text, IEnumerable<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.OrderByDescending(d => d.Location.SourceSpan.Start))
        {
            text = text.WithChanges(fix.Changes(text, diagnostic).OrderBy(c => c.Span.Start));
        }

        return text;
    }
}

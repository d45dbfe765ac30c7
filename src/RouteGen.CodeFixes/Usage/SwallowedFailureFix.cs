using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace RouteGen.CodeFixes.Usage;

/// <summary>RG2008: lets the failure propagate, out of an empty catch or to who waits for a task.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SwallowedFailureFix))]
[Shared]
public sealed class SwallowedFailureFix : UsageCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("RG2008");

    private protected override IEnumerable<(string Title, Func<SyntaxNode, SyntaxNode> Change)> Changes(
        SyntaxNode found, Diagnostic diagnostic, SemanticModel model)
    {
        var caught = found.FirstAncestorOrSelf<CatchClauseSyntax>();
        if (caught is not null && caught.CatchKeyword.SpanStart == diagnostic.Location.SourceSpan.Start)
        {
            yield return ("Let the failure propagate with 'throw;'", root => root.ReplaceNode(caught.Block, Throwing(caught.Block)));
        }
        else if (diagnostic.Properties.ContainsKey("Discarded") && DiscardedAt(found) is { } task && CanAwait(task))
        {
            yield return ("Wait for the call", root => root.ReplaceNode(
                task.Parent is AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } discard ? discard : task,
                Awaiting(task).WithTriviaFrom(task.Parent is AssignmentExpressionSyntax assignment ? assignment : task)));
        }
    }

    /// <summary>What the catch holds goes, since it did nothing; its comments stay.</summary>
    private static BlockSyntax Throwing(BlockSyntax block)
    {
        var thrown = SyntaxFactory.ThrowStatement();
        if (block.Statements.Count > 0)
        {
            return block.WithStatements(SyntaxFactory.SingletonList<StatementSyntax>(
                thrown.WithLeadingTrivia(block.Statements[0].GetLeadingTrivia())
                    .WithTrailingTrivia(block.Statements[block.Statements.Count - 1].GetTrailingTrivia())));
        }

        if (block.CloseBraceToken.LeadingTrivia.Any(IsComment) || block.OpenBraceToken.TrailingTrivia.Any(IsComment))
        {
            thrown = thrown.WithLeadingTrivia(block.OpenBraceToken.TrailingTrivia.AddRange(block.CloseBraceToken.LeadingTrivia));
            block = block.WithOpenBraceToken(block.OpenBraceToken.WithTrailingTrivia())
                .WithCloseBraceToken(block.CloseBraceToken.WithLeadingTrivia());
        }

        return block.WithStatements(SyntaxFactory.SingletonList<StatementSyntax>(thrown)).WithAdditionalAnnotations(Formatter.Annotation);
    }

    private static bool IsComment(SyntaxTrivia piece) =>
        piece.IsKind(SyntaxKind.SingleLineCommentTrivia) || piece.IsKind(SyntaxKind.MultiLineCommentTrivia);

    private static AwaitExpressionSyntax Awaiting(ExpressionSyntax task) => SyntaxFactory.AwaitExpression(
        SyntaxFactory.Token(SyntaxKind.AwaitKeyword).WithTrailingTrivia(SyntaxFactory.Space), task.WithoutTrivia());

    /// <summary>The whole expression whose task is discarded, or kept in a variable that nothing uses.</summary>
    private static ExpressionSyntax? DiscardedAt(SyntaxNode name)
    {
        foreach (var expression in name.AncestorsAndSelf().OfType<ExpressionSyntax>())
        {
            switch (expression.Parent)
            {
                case AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax } assignment when assignment.Right == expression:
                case EqualsValueClauseSyntax { Parent: { Parent: VariableDeclarationSyntax { Type.IsVar: true } } }:
                    return expression is ConditionalAccessExpressionSyntax ? null : expression;
                case ArgumentSyntax or AnonymousFunctionExpressionSyntax or StatementSyntax:
                    return null;
            }
        }

        return null;
    }
}

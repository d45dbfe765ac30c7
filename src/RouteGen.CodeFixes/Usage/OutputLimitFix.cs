using System.Collections.Immutable;
using System.Composition;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RouteGen.CodeFixes.Usage;

/// <summary>RG2012: lowers a constant to the route's limit, or removes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OutputLimitFix))]
[Shared]
public sealed class OutputLimitFix : UsageCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("RG2012");

    private protected override IEnumerable<(string Title, Func<SyntaxNode, SyntaxNode> Change)> Changes(
        SyntaxNode found, Diagnostic diagnostic, SemanticModel model)
    {
        if (found.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is not { } assignment)
        {
            yield break;
        }

        if (diagnostic.Properties.TryGetValue("Limit", out var text)
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit))
        {
            var literal = SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(limit));
            yield return (
                $"Lower MaxOutputTokens to {text}",
                root => root.ReplaceNode(assignment.Right, literal.WithTriviaFrom(assignment.Right)));
        }

        if (Initializers.Without(assignment) is { } change)
        {
            yield return ("Remove MaxOutputTokens", change);
        }
    }
}

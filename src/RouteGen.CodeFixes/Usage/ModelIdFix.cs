using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RouteGen.CodeFixes.Usage;

/// <summary>RG2006: removes a <c>ModelId</c> that no route sends.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ModelIdFix))]
[Shared]
public sealed class ModelIdFix : UsageCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("RG2006");

    private protected override IEnumerable<(string Title, Func<SyntaxNode, SyntaxNode> Change)> Changes(
        SyntaxNode found, Diagnostic diagnostic, SemanticModel model)
    {
        if (found.FirstAncestorOrSelf<AssignmentExpressionSyntax>() is { } assignment && Initializers.Without(assignment) is { } change)
        {
            yield return ("Remove ModelId", change);
        }
    }
}

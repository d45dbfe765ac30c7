using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace RouteGen.CodeFixes.Usage;

/// <summary>RG2007: reads a stream that nobody reads; what to do with its updates is left to write.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UnreadStreamFix))]
[Shared]
public sealed class UnreadStreamFix : UsageCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("RG2007");

    private protected override IEnumerable<(string Title, Func<SyntaxNode, SyntaxNode> Change)> Changes(
        SyntaxNode found, Diagnostic diagnostic, SemanticModel model)
    {
        if (found.FirstAncestorOrSelf<StatementSyntax>() is { } statement
            && StreamOf(statement) is { } stream
            && stream is not ConditionalAccessExpressionSyntax
            && stream.Span.Contains(diagnostic.Location.SourceSpan)
            && CanAwait(statement))
        {
            yield return (
                "Read the stream with 'await foreach'",
                root => root.ReplaceNode(statement, Reading(statement, stream, model)));
        }
    }

    private static ExpressionSyntax? StreamOf(StatementSyntax statement) => statement switch
    {
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax discard } => discard.Right,
        ExpressionStatementSyntax { Expression: var stream } => stream,
        LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: { Count: 1 } variables } =>
            variables[0].Initializer?.Value,
        _ => null,
    };

    private static ForEachStatementSyntax Reading(StatementSyntax statement, ExpressionSyntax stream, SemanticModel model)
    {
        var taken = new HashSet<string>(
            model.LookupSymbols(statement.SpanStart).Select(static symbol => symbol.Name), StringComparer.Ordinal);
        var name = "update";
        for (var number = 2; taken.Contains(name); number++)
        {
            name = $"update{number}";
        }

        var line = statement.SyntaxTree.GetText().Lines[0];
        var end = line.EndIncludingLineBreak - line.End == 2 ? "\r\n" : "\n";
        return ((ForEachStatementSyntax)SyntaxFactory.ParseStatement($"await foreach (var {name} in x){end}{{{end}}}"))
            .WithExpression(stream.WithoutTrivia())
            .WithTriviaFrom(statement)
            .WithAdditionalAnnotations(Formatter.Annotation);
    }
}

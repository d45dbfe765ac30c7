using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace RouteGen.CodeFixes.Usage;

/// <summary>Sets and removes members in object initializers, on one line or on many, as they stand.</summary>
internal static class Initializers
{
    /// <summary>What is left without an assignment; null where it cannot go on its own.</summary>
    public static Func<SyntaxNode, SyntaxNode>? Without(AssignmentExpressionSyntax assignment) => assignment.Parent switch
    {
        // What the value does would be lost with it.
        _ when assignment.Right.DescendantNodesAndSelf().Any(static part => part is InvocationExpressionSyntax or AwaitExpressionSyntax
            or AssignmentExpressionSyntax or BaseObjectCreationExpressionSyntax
            || part.IsKind(SyntaxKind.PostIncrementExpression) || part.IsKind(SyntaxKind.PreIncrementExpression)
            || part.IsKind(SyntaxKind.PostDecrementExpression) || part.IsKind(SyntaxKind.PreDecrementExpression)) => null,
        InitializerExpressionSyntax { ContainsDirectives: true } => null,
        InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } initializer =>
            root => root.ReplaceNode(creation, Without(creation, initializer, assignment)),
        ExpressionStatementSyntax { Parent: BlockSyntax or SwitchSectionSyntax } statement =>
            root => root.RemoveNode(statement, SyntaxRemoveOptions.KeepUnbalancedDirectives)!,
        ExpressionStatementSyntax { Parent: GlobalStatementSyntax statement } =>
            root => root.RemoveNode(statement, SyntaxRemoveOptions.KeepUnbalancedDirectives)!,
        _ => null,
    };

    /// <summary>A creation whose initializer sets a member, in place of what it sets it to, or after all others.</summary>
    public static ExpressionSyntax With(BaseObjectCreationExpressionSyntax creation, string member, ExpressionSyntax value)
    {
        foreach (var expression in creation.Initializer?.Expressions ?? default)
        {
            if (expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } assignment
                && name.Identifier.ValueText == member)
            {
                return creation.ReplaceNode(assignment.Right, value.WithTriviaFrom(assignment.Right));
            }
        }

        var added = SyntaxFactory.AssignmentExpression(
            SyntaxKind.SimpleAssignmentExpression,
            SyntaxFactory.IdentifierName(member).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space),
            value);
        return creation.Initializer is { Expressions.Count: > 0 } initializer
            ? creation.WithInitializer(initializer.WithExpressions(Append(initializer.Expressions, added)))
            : WithOnly(creation, added);
    }

    private static SeparatedSyntaxList<ExpressionSyntax> Append(SeparatedSyntaxList<ExpressionSyntax> list, ExpressionSyntax added)
    {
        var last = list[list.Count - 1];
        var isOnLines = last.GetLeadingTrivia().Any(SyntaxKind.WhitespaceTrivia)
            && list.GetSeparators().All(static separator => separator.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia));
        var endsWithComma = list.SeparatorCount == list.Count;
        if (endsWithComma)
        {
            return list.Add(added
                .WithLeadingTrivia(last.GetLeadingTrivia().Where(static piece => piece.IsKind(SyntaxKind.WhitespaceTrivia)))
                .WithTrailingTrivia(SyntaxFactory.EndOfLine("\n")));
        }

        var separator = SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(
            isOnLines && last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? last.GetTrailingTrivia() : [SyntaxFactory.Space]);
        var items = list.Replace(last, last.WithTrailingTrivia()).GetWithSeparators()
            .Add(separator)
            .Add(added.WithLeadingTrivia(
                    isOnLines ? last.GetLeadingTrivia().Where(static piece => piece.IsKind(SyntaxKind.WhitespaceTrivia)) : [])
                .WithTrailingTrivia(last.GetTrailingTrivia()));
        return SyntaxFactory.SeparatedList<ExpressionSyntax>(items);
    }

    private static BaseObjectCreationExpressionSyntax WithOnly(
        BaseObjectCreationExpressionSyntax creation, AssignmentExpressionSyntax added)
    {
        var initializer = SyntaxFactory.InitializerExpression(
            SyntaxKind.ObjectInitializerExpression,
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(SyntaxFactory.Space).WithTrailingTrivia(SyntaxFactory.Space),
            SyntaxFactory.SingletonSeparatedList<ExpressionSyntax>(added),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.Space));
        var bare = creation.WithInitializer(null).WithoutTrailingTrivia();

        // new Options() { … } needs no parentheses, new() { … } does.
        return (bare is ObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0 } named
            ? named.WithArgumentList(null).WithType(named.Type.WithoutTrailingTrivia())
            : bare).WithInitializer(initializer).WithTrailingTrivia(creation.GetTrailingTrivia());
    }

    private static ExpressionSyntax Without(
        BaseObjectCreationExpressionSyntax creation, InitializerExpressionSyntax initializer, AssignmentExpressionSyntax assignment)
    {
        if (initializer.Expressions.Count == 1)
        {
            var bare = creation.WithInitializer(null);
            return (bare is ObjectCreationExpressionSyntax { ArgumentList: null } named
                ? named.WithType(named.Type.WithoutTrailingTrivia()).WithArgumentList(SyntaxFactory.ArgumentList())
                : bare.WithArgumentList(bare.ArgumentList!.WithoutTrailingTrivia())).WithTrailingTrivia(creation.GetTrailingTrivia());
        }

        var list = initializer.Expressions;
        var index = list.IndexOf(assignment);
        var left = list.RemoveAt(index);
        if (index == left.Count)
        {
            // The one before ends the list now, as this one did.
            var last = left[index - 1];
            left = left.Replace(last, last.WithTrailingTrivia(assignment.GetTrailingTrivia()));
        }

        return creation.WithInitializer(initializer.WithExpressions(left)).WithAdditionalAnnotations(Formatter.Annotation);
    }
}

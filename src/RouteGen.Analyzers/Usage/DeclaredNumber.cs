using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RouteGen.Analyzers.Usage;

/// <summary>Reads the number that a member of a type in source is declared with, as <see cref="DeclaredText"/> reads a text.</summary>
internal static class DeclaredNumber
{
    private const int MaxDepth = 8;

    public static int? Read(ISymbol member, int depth = 0)
    {
        if (member is IFieldSymbol { HasConstantValue: true, ConstantValue: var constant })
        {
            return constant as int?;
        }

        return member is not { IsVirtual: false, IsOverride: false } || depth > MaxDepth || DeclaredText.ValueOf(member) is not { } value
            ? null
            : NumberOf(value, member.ContainingType, depth + 1);
    }

    private static int? NumberOf(ExpressionSyntax value, INamedTypeSymbol? type, int depth) => value switch
    {
        LiteralExpressionSyntax { Token.Value: int number } => number,
        ParenthesizedExpressionSyntax parenthesized => NumberOf(parenthesized.Expression, type, depth),
        BinaryExpressionSyntax product when product.IsKind(SyntaxKind.MultiplyExpression)
            && NumberOf(product.Left, type, depth) is { } left && NumberOf(product.Right, type, depth) is { } right =>
                unchecked((long)left * right) is var whole && whole == (int)whole ? (int)whole : null,
        IdentifierNameSyntax name when type?.GetMembers(name.Identifier.ValueText).FirstOrDefault() is { } member => Read(member, depth),
        _ => null,
    };
}

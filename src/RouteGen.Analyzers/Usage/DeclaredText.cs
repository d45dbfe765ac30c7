using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// Reads the text, or the <c>Uri</c> of a text, that a member of a type in source is declared with: by syntax, since it may be in another
/// file. Other members of the same type are followed by name.
/// </summary>
internal static class DeclaredText
{
    private const int MaxDepth = 8;

    public static string? Read(ISymbol member, int depth = 0)
    {
        if (member is IFieldSymbol { HasConstantValue: true, ConstantValue: var constant })
        {
            return constant as string;
        }

        return depth <= MaxDepth && ValueOf(member) is { } value ? TextOf(value, member.ContainingType, depth + 1) : null;
    }

    /// <summary>The expression that a member always is; null where it can be another, or where there is no source.</summary>
    public static ExpressionSyntax? ValueOf(ISymbol member) =>
        member.DeclaringSyntaxReferences is not { Length: 1 } declarations ? null : declarations[0].GetSyntax() switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var initial } when IsKept(member) => initial,
            PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            PropertyDeclarationSyntax { Initializer.Value: var initial } when member is IPropertySymbol { SetMethod: null } => initial,
            MethodDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            LocalFunctionStatementSyntax { ExpressionBody.Expression: var body } => body,
            _ => null,
        };

    /// <summary>Whether a field keeps what it is declared with: it is read-only, or private and never assigned.</summary>
    private static bool IsKept(ISymbol member) => member is IFieldSymbol field && (field.IsReadOnly
        || (field.DeclaredAccessibility == Accessibility.Private && !field.ContainingType.DeclaringSyntaxReferences.Any(part =>
            part.GetSyntax().DescendantNodes().Any(node => node switch
            {
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax left } => left.Identifier.ValueText == field.Name,
                AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax left } => left.Name.Identifier.ValueText == field.Name,
                ArgumentSyntax { Expression: IdentifierNameSyntax passed, RefKindKeyword.RawKind: not 0 } =>
                    passed.Identifier.ValueText == field.Name,
                _ => false,
            }))));

    private static string? TextOf(ExpressionSyntax value, INamedTypeSymbol type, int depth)
    {
        switch (value)
        {
            case LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression):
                return literal.Token.ValueText;
            case ParenthesizedExpressionSyntax parenthesized:
                return TextOf(parenthesized.Expression, type, depth);
            case BinaryExpressionSyntax sum when sum.IsKind(SyntaxKind.AddExpression):
                return TextOf(sum.Left, type, depth) is { } left ? left + (TextOf(sum.Right, type, depth) ?? AddressText.Hole) : null;
            case InterpolatedStringExpressionSyntax interpolated:
                return OfParts(interpolated, type, depth);
            case IdentifierNameSyntax name:
                return type.GetMembers(name.Identifier.ValueText).FirstOrDefault() is { } member ? Read(member, depth) : null;
            case BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 or 2 } arguments }:
                var first = TextOf(arguments[0].Expression, type, depth);
                return first is null || arguments.Count == 1 ? first
                    : Uri.TryCreate(first, UriKind.Absolute, out var address)
                        && Uri.TryCreate(address, TextOf(arguments[1].Expression, type, depth) ?? AddressText.Hole, out var whole)
                        ? whole.AbsoluteUri
                        : first;
            default:
                return null;
        }
    }

    private static string? OfParts(InterpolatedStringExpressionSyntax interpolated, INamedTypeSymbol type, int depth)
    {
        var text = new StringBuilder();
        foreach (var part in interpolated.Contents)
        {
            var piece = part switch
            {
                InterpolatedStringTextSyntax written => written.TextToken.ValueText,
                InterpolationSyntax filled => TextOf(filled.Expression, type, depth),
                _ => null,
            };
            if (piece is null && text.Length == 0)
            {
                return null;
            }

            text.Append(piece ?? AddressText.Hole);
        }

        return text.ToString();
    }
}

using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Reads an address from code as far as it is written there; each piece that is not stands as <see cref="Hole"/>.</summary>
internal static class AddressText
{
    private const string Hole = "x";
    private const int MaxDepth = 8;

    /// <summary>Null where nothing of it is in sight.</summary>
    public static string? Read(IOperation? value, int depth = 0)
    {
        if (value is null || depth > MaxDepth)
        {
            return null;
        }

        if (value.ConstantValue is { HasValue: true, Value: var constant })
        {
            return constant as string;
        }

        return value switch
        {
            IConversionOperation conversion => Read(conversion.Operand, depth + 1),
            IParenthesizedOperation parenthesized => Read(parenthesized.Operand, depth + 1),
            ICoalesceOperation coalesce => Read(coalesce.WhenNull, depth + 1),
            ILocalReferenceOperation local => Read(Origin.OnlyValue(local), depth + 1),
            IFieldReferenceOperation { Field: { IsReadOnly: true } field } => OfField(field),
            IObjectCreationOperation { Type.Name: "Uri" } uri => OfUri(uri, depth),
            IInterpolatedStringOperation interpolated => OfParts(interpolated, depth),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Read(sum.LeftOperand, depth + 1) is { } left
                ? left + (Read(sum.RightOperand, depth + 1) ?? Hole)
                : null,
            _ => null,
        };
    }

    private static string? OfUri(IObjectCreationOperation uri, int depth)
    {
        var first = Read(Origin.First(uri.Arguments), depth + 1);
        var relative = uri.Arguments.FirstOrDefault(static argument => argument.Parameter is { Ordinal: 1, Name: "relativeUri" });
        if (first is null || relative is null)
        {
            return first;
        }

        return Uri.TryCreate(first, UriKind.Absolute, out var address)
            && Uri.TryCreate(address, Read(relative.Value, depth + 1) ?? Hole, out var whole)
                ? whole.AbsoluteUri
                : first;
    }

    private static string? OfParts(IInterpolatedStringOperation interpolated, int depth)
    {
        var text = new StringBuilder();
        foreach (var part in interpolated.Parts)
        {
            var piece = part switch
            {
                IInterpolatedStringTextOperation written => Read(written.Text, depth + 1),
                IInterpolationOperation filled => Read(filled.Expression, depth + 1),
                _ => null,
            };

            // An address that begins with something unknown may be any.
            if (piece is null && text.Length == 0)
            {
                return null;
            }

            text.Append(piece ?? Hole);
        }

        return text.ToString();
    }

    /// <summary>What a field is initialized with, where that is a text or the <c>Uri</c> of one.</summary>
    private static string? OfField(IFieldSymbol field)
    {
        foreach (var declaration in field.DeclaringSyntaxReferences)
        {
            if (declaration.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: var value })
            {
                var text = value is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments }
                    ? arguments[0].Expression
                    : value;
                return text is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression)
                    ? literal.Token.ValueText
                    : null;
            }
        }

        return null;
    }
}

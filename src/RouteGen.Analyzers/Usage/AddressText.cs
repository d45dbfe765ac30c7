using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>Reads an address from code as far as it is written there; each piece that is not stands as <see cref="Hole"/>.</summary>
internal static class AddressText
{
    public const string Hole = "x";
    private const int MaxDepth = 8;

    /// <summary>The values that an expression can have, where it chooses among several; those of a local once.</summary>
    public static IEnumerable<IOperation> Alternatives(IOperation value) =>
        Alternatives(value, new HashSet<ISymbol>(SymbolEqualityComparer.Default), 0);

    private static IEnumerable<IOperation> Alternatives(IOperation value, HashSet<ISymbol> followed, int depth)
    {
        if (value is ILocalReferenceOperation { Local: var again } && !followed.Add(again))
        {
            return [];
        }

        var choices = depth > MaxDepth ? null : value switch
        {
            IConversionOperation conversion => [conversion.Operand],
            IParenthesizedOperation parenthesized => [parenthesized.Operand],
            ISimpleAssignmentOperation assignment => [assignment.Value],
            IConditionalOperation { WhenFalse: { } otherwise } choice => [choice.WhenTrue, otherwise],
            ICoalesceOperation coalesce => [coalesce.Value, coalesce.WhenNull],
            ISwitchExpressionOperation choice => choice.Arms.Select(static arm => arm.Value),
            ILocalReferenceOperation local when LocalValues.At(local) is { Count: > 0 } values => values,
            _ => (IEnumerable<IOperation>?)null,
        };
        return choices?.SelectMany(choice => Alternatives(choice, followed, depth + 1)) ?? [value];
    }

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
            IParameterReferenceOperation { Parameter: { HasExplicitDefaultValue: true, ExplicitDefaultValue: string text } } => text,
            IPropertyReferenceOperation { Instance: { Type.Name: "UriBuilder" } builder } => UriBuilderText.Read(builder, depth + 1),
            IInvocationOperation { Instance: { Type.Name: "UriBuilder" } builder } => UriBuilderText.Read(builder, depth + 1),
            IInvocationOperation { TargetMethod.ContainingType.SpecialType: SpecialType.System_String } call => OfText(call, depth),
            IInvocationOperation call when FlurlText.IsOfFlurl(call.TargetMethod) => FlurlText.Read(call, depth + 1),
            IObjectCreationOperation { Type: { Name: "Url", ContainingNamespace.Name: "Flurl" } } url =>
                Read(Origin.First(url.Arguments), depth + 1),
            IInvocationOperation { TargetMethod: { Parameters.IsEmpty: true } method } => DeclaredText.Read(method),
            IMemberReferenceOperation { Member: var member } => DeclaredText.Read(member),
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

    /// <summary><c>string.Format</c> and <c>string.Concat</c>.</summary>
    private static string? OfText(IInvocationOperation call, int depth)
    {
        var parts = call.Arguments
            .SelectMany(static argument => argument.Value is IArrayCreationOperation { Initializer: { } items }
                ? items.ElementValues.AsEnumerable()
                : new[] { argument.Value })
            .Select(part => Read(part, depth + 1))
            .ToArray();
        if (parts.Length == 0 || parts[0] is not { } text)
        {
            return null;
        }

        switch (call.TargetMethod.Name)
        {
            case "Concat":
                return string.Concat(parts.Select(static part => part ?? Hole));
            case "Format":
                for (var i = 1; i < parts.Length; i++)
                {
                    text = text.Replace("{" + (i - 1).ToString(CultureInfo.InvariantCulture) + "}", parts[i] ?? Hole);
                }

                return text;
            default:
                return null;
        }
    }
}

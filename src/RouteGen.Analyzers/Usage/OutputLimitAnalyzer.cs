using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>RG2012: a constant <c>MaxOutputTokens</c> above what the route allows, which it cannot raise.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutputLimitAnalyzer : OptionsAnalyzer
{
    /// <summary>The property by which the fix learns the route's limit.</summary>
    public const string LimitProperty = "Limit";

    private const int MaxDepth = 8;

    /// <summary>Called by the compiler.</summary>
    public OutputLimitAnalyzer()
        : base(UsageRules.OutputLimit, "MaxOutputTokens")
    {
    }

    /// <summary>Options that several routes share are judged by the route that allows most.</summary>
    private protected override Diagnostic? Judge(IAssignmentOperation assignment, IReadOnlyList<INamedTypeSymbol> routes)
    {
        if (Constant(assignment.Value) is not { } asked)
        {
            return null;
        }

        var (highest, of) = (0, routes[0]);
        foreach (var targets in routes)
        {
            if (LimitOf(targets) is not { } limit)
            {
                return null;
            }

            (highest, of) = limit > highest ? (limit, targets) : (highest, of);
        }

        var text = highest.ToString(CultureInfo.InvariantCulture);
        return asked <= highest ? null : Diagnostic.Create(
            Rule,
            assignment.Syntax.GetLocation(),
            ImmutableDictionary<string, string?>.Empty.Add(LimitProperty, text),
            asked.ToString(CultureInfo.InvariantCulture),
            RouteSymbols.RouteName(of),
            text);
    }

    private static int? LimitOf(INamedTypeSymbol targets)
    {
        foreach (var attribute in targets.GetAttributes())
        {
            if (attribute.AttributeClass?.Name == "RouteTargetsAttribute")
            {
                foreach (var argument in attribute.NamedArguments)
                {
                    if (argument is { Key: "OutputTokens", Value.Value: int limit and > 0 })
                    {
                        return limit;
                    }
                }
            }
        }

        return null;
    }

    private static int? Constant(IOperation value, int depth = 0) => value switch
    {
        { ConstantValue: { HasValue: true, Value: int number } } => number,
        _ when depth > MaxDepth => null,
        IConversionOperation conversion => Constant(conversion.Operand, depth + 1),
        IParenthesizedOperation parenthesized => Constant(parenthesized.Operand, depth + 1),
        ILocalReferenceOperation local => Origin.OnlyValue(local) is { } only ? Constant(only, depth + 1) : null,
        IInvocationOperation { TargetMethod: { Parameters.IsEmpty: true } method } => DeclaredNumber.Read(method),
        IMemberReferenceOperation { Member: var member } => DeclaredNumber.Read(member),
        IConditionalOperation { WhenFalse: { } other } choice =>
            Constant(choice.WhenTrue, depth + 1) is { } one && Constant(other, depth + 1) is { } two ? Math.Min(one, two) : null,
        _ => null,
    };
}

using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>RG2012: a constant <c>MaxOutputTokens</c> above what the route allows, which it cannot raise.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OutputLimitAnalyzer : UsageAnalyzer
{
    /// <summary>The property by which the fix learns the route's limit.</summary>
    public const string LimitProperty = "Limit";

    /// <summary>Called by the compiler.</summary>
    public OutputLimitAnalyzer()
        : base(UsageRules.OutputLimit)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols) =>
        context.RegisterOperationAction(
            operation => Analyze(operation, symbols), OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment);

    private void Analyze(OperationAnalysisContext context, RouteSymbols symbols)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (assignment.Target is not IPropertyReferenceOperation
            {
                Property: { Name: "MaxOutputTokens", ContainingType.Name: "ChatOptions" },
                Instance: { } options
            }
            || Constant(assignment.Value) is not { } asked
            || OptionsUse.IsSetAgain(options, assignment))
        {
            return;
        }

        // Options that several routes share are judged by the route that allows most.
        var routes = OptionsUse.RoutesOf(options, assignment, symbols);
        var (highest, of) = (0, default(INamedTypeSymbol));
        foreach (var targets in routes)
        {
            if (LimitOf(targets) is not { } limit)
            {
                return;
            }

            (highest, of) = limit > highest ? (limit, targets) : (highest, of);
        }

        if (of is not null && asked > highest)
        {
            var limit = highest.ToString(CultureInfo.InvariantCulture);
            context.ReportDiagnostic(Diagnostic.Create(
                Rule,
                assignment.Syntax.GetLocation(),
                ImmutableDictionary<string, string?>.Empty.Add(LimitProperty, limit),
                asked.ToString(CultureInfo.InvariantCulture),
                RouteSymbols.RouteName(of),
                limit));
        }
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

    private static int? Constant(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: int number } } => number,
        IConversionOperation conversion => Constant(conversion.Operand),
        IParenthesizedOperation parenthesized => Constant(parenthesized.Operand),
        ILocalReferenceOperation local => Origin.OnlyValue(local) is { } only and not ILocalReferenceOperation ? Constant(only) : null,
        IConditionalOperation { WhenFalse: { } other } choice => Constant(choice.WhenTrue) is { } one && Constant(other) is { } two
            ? Math.Min(one, two)
            : null,
        _ => null,
    };
}

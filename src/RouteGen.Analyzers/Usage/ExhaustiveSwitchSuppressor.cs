using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// RGS0001: a switch over all targets of a route is exhaustive. Only a cast could make another value, so CS8524 is silenced for the
/// generated enums; CS8509, a target without an arm, stays.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ExhaustiveSwitchSuppressor : DiagnosticSuppressor
{
    private const string Marker = "RouteGen.RouteTargetsAttribute";

    private static readonly SuppressionDescriptor UnnamedTarget =
        new("RGS0001", "CS8524", "The targets of a route are a closed set: generated code makes no unnamed value");

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => ImmutableArray.Create(UnnamedTarget);

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && tree.GetRoot(context.CancellationToken)
                    .FindNode(diagnostic.Location.SourceSpan)
                    .FirstAncestorOrSelf<SwitchExpressionSyntax>() is { } expression
                && context.GetSemanticModel(tree).GetTypeInfo(expression.GoverningExpression, context.CancellationToken).Type is { } type
                && IsOfTargetsOnly(type, expression))
            {
                context.ReportSuppression(Suppression.Create(UnnamedTarget, diagnostic));
            }
        }
    }

    /// <summary>Whether every enum that the switched value holds is one of targets, so that none other can be the cause.</summary>
    private static bool IsOfTargetsOnly(ITypeSymbol type, SwitchExpressionSyntax expression) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => tuple.TupleElements.Any(element => IsTargets(element.Type))
            && tuple.TupleElements.All(element => IsTargets(element.Type) || element.Type.SpecialType is not SpecialType.None),

        // The compiler names one missing value, and an unnamed one before null: without an arm for null the warning is right.
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => IsTargets(nullable.TypeArguments[0])
            && expression.Arms.Any(IsForNull),
        _ => IsTargets(type),
    };

    private static bool IsForNull(SwitchExpressionArmSyntax arm) =>
        arm.Pattern is ConstantPatternSyntax { Expression: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } };

    private static bool IsTargets(ITypeSymbol type) =>
        type is { TypeKind: TypeKind.Enum } && type.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == Marker);
}

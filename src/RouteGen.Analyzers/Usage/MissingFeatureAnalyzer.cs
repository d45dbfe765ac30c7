using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>RG2005: a call that passes what some or all targets of its route do not take, by the features that the table states.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingFeatureAnalyzer : UsageAnalyzer
{
    /// <summary>Called by the compiler.</summary>
    public MissingFeatureAnalyzer()
        : base(UsageRules.MissingFeature)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private void Analyze(OperationAnalysisContext context, RouteSymbols symbols)
    {
        if (RouteCall.Recognize((IInvocationOperation)context.Operation, symbols) is not { } call)
        {
            return;
        }

        var seen = ModelFeatures.None;
        foreach (var need in CallNeeds.Read(call))
        {
            if ((seen & need.Feature) != 0 || Lacking(call.Targets, need.Feature, out var isAll) is not { Count: > 0 } lacking)
            {
                continue;
            }

            seen |= need.Feature;
            var names = string.Join(", ", lacking);
            var (consequence, remedy) = isAll
                ? ($"none of its targets ({names}) supports, so the call fails before anything is sent", "chain")
                : ($"{names} {(lacking.Count == 1 ? "does" : "do")} not support, so the chain is shorter than it looks", "chain, instead,");
            context.ReportDiagnostic(
                Diagnostic.Create(Rule, need.Place, RouteSymbols.RouteName(call.Targets), need.What, consequence, remedy, need.Word));
        }
    }

    /// <summary>
    /// The targets whose stated features do not include <paramref name="feature"/>; where nothing is stated nothing is ruled out.
    /// </summary>
    private static List<string> Lacking(INamedTypeSymbol targets, ModelFeatures feature, out bool isAll)
    {
        var lacking = new List<string>();
        var count = 0;
        foreach (var member in targets.GetMembers())
        {
            if (member is not IFieldSymbol { HasConstantValue: true })
            {
                continue;
            }

            count++;
            foreach (var attribute in member.GetAttributes())
            {
                if (attribute is { AttributeClass.Name: "TargetFeaturesAttribute", ConstructorArguments: { Length: 1 } arguments }
                    && arguments[0].Value is int features
                    && ((ModelFeatures)features & feature) == 0)
                {
                    lacking.Add(member.Name);
                }
            }
        }

        isAll = lacking.Count == count;
        return lacking;
    }
}

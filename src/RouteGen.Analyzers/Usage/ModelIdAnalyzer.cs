using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>RG2006: a <c>ModelId</c> on options that a route is called with, which it reports and does not send.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelIdAnalyzer : OptionsAnalyzer
{
    /// <summary>Called by the compiler.</summary>
    public ModelIdAnalyzer()
        : base(UsageRules.ModelIdOnRoute, "ModelId")
    {
    }

    private protected override Diagnostic? Judge(IAssignmentOperation assignment, IReadOnlyList<INamedTypeSymbol> routes) =>
        assignment.Value.ConstantValue is { HasValue: true, Value: null }
            ? null
            : Diagnostic.Create(Rule, assignment.Syntax.GetLocation(), RouteSymbols.RouteName(routes[0]));
}

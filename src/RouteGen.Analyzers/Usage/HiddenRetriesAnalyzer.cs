using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>RG2003: a client made for a custom target whose SDK repeats failed requests by itself.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class HiddenRetriesAnalyzer : UsageAnalyzer
{
    /// <summary>Called by the compiler.</summary>
    public HiddenRetriesAnalyzer()
        : base(UsageRules.HiddenRetries)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols) =>
        context.RegisterOperationAction(Analyze, OperationKind.ObjectCreation);

    private void Analyze(OperationAnalysisContext context)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (SdkRetries.Read(creation) is { } retries && CustomTargets.IsMadeFor(creation, context.ContainingSymbol))
        {
            context.ReportDiagnostic(
                Diagnostic.Create(Rule, creation.Syntax.GetLocation(), creation.Type!.Name, retries.HowOften, retries.Remedy));
        }
    }
}

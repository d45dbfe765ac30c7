using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace RouteGen.Analyzers.Usage;

/// <summary>RG2009: HTTP by hand to a provider that a table routes to, where a route could answer.</summary>
/// <remarks>
/// Adapters, clients of custom targets and tests are meant to speak HTTP; so are calls of what no route serves, such as files or speech.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class RawHttpAnalyzer : UsageAnalyzer
{
    /// <summary>Called by the compiler.</summary>
    public RawHttpAnalyzer()
        : base(UsageRules.RawHttp)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols)
    {
        if (!symbols.IsTestProject())
        {
            context.RegisterOperationAction(operation => Analyze(operation, symbols),
                OperationKind.Invocation, OperationKind.ObjectCreation, OperationKind.SimpleAssignment, OperationKind.CoalesceAssignment);
        }
    }

    private void Analyze(OperationAnalysisContext context, RouteSymbols symbols)
    {
        if (HttpUse.Read(context.Operation) is not { } use)
        {
            return;
        }

        foreach (var value in AddressText.Alternatives(use.Address))
        {
            if (AddressText.Read(value) is { } text && Uri.TryCreate(text, UriKind.Absolute, out var address)
                && ProviderHosts.KindOf(address) is { } kind && Report(context, use, address, kind, symbols))
            {
                return;
            }
        }
    }

    private bool Report(OperationAnalysisContext context, HttpUse use, Uri address, string kind, RouteSymbols symbols)
    {
        var purpose = use.IsBase
            ? ServedPaths.OfBase(address.AbsolutePath, context.Operation.Syntax.SyntaxTree, context.CancellationToken)
            : ServedPaths.OfRequest(address.AbsolutePath);
        var table = purpose is ClientPurpose.None or ClientPurpose.Other ? null : symbols.Tables.FirstOrDefault(
            known => known.Kinds.Contains(kind) && ((purpose & ClientPurpose.Chat) != 0 || symbols.HasEmbeddingRoute(known.Type)));
        if (table is null || OwnClients.IsOfClient(context) || OwnClients.IsMadeIn(context))
        {
            return false;
        }

        context.ReportDiagnostic(Diagnostic.Create(Rule, use.Place, use.Name, address.Host, table.Type.Name));
        return true;
    }
}

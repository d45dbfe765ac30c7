using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// RG2002: a chat client made beside the routes, in a project that has a table or references one that it can call; or a client for
/// embeddings, where a table has a route for them.
/// </summary>
/// <remarks>
/// Clients for custom targets, those of provider adapters and those of tests are meant to be made; of one made and
/// passed on, only the first step is reported.
/// </remarks>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class EscapingClientAnalyzer : UsageAnalyzer
{
    /// <summary>Called by the compiler.</summary>
    public EscapingClientAnalyzer()
        : base(UsageRules.EscapingClient)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols)
    {
        if (symbols.IsTestProject())
        {
            return;
        }

        context.RegisterOperationAction(operation => AnalyzeCreation(operation, symbols), OperationKind.ObjectCreation);
        context.RegisterOperationAction(operation => AnalyzeCall(operation, symbols), OperationKind.Invocation);
    }

    private void AnalyzeCreation(OperationAnalysisContext context, RouteSymbols symbols)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        var purpose = SdkUse.PurposeOf(creation);
        if ((purpose & ClientPurpose.Chat) != 0)
        {
            ReportChat(context, creation.Syntax.GetLocation(), $"'new {creation.Type!.Name}'", symbols);
        }
        else if ((purpose & ClientPurpose.Embedding) != 0)
        {
            ReportEmbedding(context, creation.Syntax.GetLocation(), $"'new {creation.Type!.Name}'", symbols);
        }
    }

    private void AnalyzeCall(OperationAnalysisContext context, RouteSymbols symbols)
    {
        var invocation = (IInvocationOperation)context.Operation;
        var name = invocation.TargetMethod.Name;
        if (SdkClients.IsChatGetter(invocation) || SdkClients.IsChatAdapter(invocation, symbols)
            ? !SdkUse.BeginsInSight(Origin.Receiver(invocation))
            : name is "AddChatClient" or "AddKeyedChatClient" && SdkUse.RegistersStranger(invocation, symbols))
        {
            ReportChat(context, RouteCall.NameOf(invocation), $"'{name}'", symbols);
        }
        else if (SdkClients.IsEmbeddingGetter(invocation) || SdkClients.IsEmbeddingAdapter(invocation, symbols)
            ? !SdkUse.BeginsInSight(Origin.Receiver(invocation))
            : name is "AddEmbeddingGenerator" or "AddKeyedEmbeddingGenerator" && SdkUse.RegistersStranger(invocation, symbols))
        {
            ReportEmbedding(context, RouteCall.NameOf(invocation), $"'{name}'", symbols);
        }
    }

    private void ReportChat(OperationAnalysisContext context, Location place, string what, RouteSymbols symbols) =>
        Report(context, place, what, symbols.Tables.FirstOrDefault(), CustomTargets.OfChat);

    private void ReportEmbedding(OperationAnalysisContext context, Location place, string what, RouteSymbols symbols) =>
        Report(
            context, place, what, symbols.Tables.FirstOrDefault(known => symbols.HasEmbeddingRoute(known.Type)),
                CustomTargets.OfEmbeddings);

    private void Report(OperationAnalysisContext context, Location place, string what, KnownTable? table, string registration)
    {
        if (table is not null && !OwnClients.IsMadeIn(context))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, place, what, table.Type.Name, registration));
        }
    }
}

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
        Report(
            context, creation.Syntax.GetLocation(), $"'new {creation.Type?.Name}'",
            SdkUse.PurposeOf(creation) | KernelClients.PurposeOf(creation), symbols);
    }

    private void AnalyzeCall(OperationAnalysisContext context, RouteSymbols symbols)
    {
        var invocation = (IInvocationOperation)context.Operation;
        var name = invocation.TargetMethod.Name;
        var purpose = KernelClients.PurposeOf(invocation);
        if (SdkClients.IsChatGetter(invocation) || SdkClients.IsChatAdapter(invocation, symbols)
            ? !SdkUse.BeginsInSight(Origin.Receiver(invocation))
            : name is "AddChatClient" or "AddKeyedChatClient" && SdkUse.RegistersStranger(invocation, symbols))
        {
            purpose = ClientPurpose.Chat;
        }
        else if (SdkClients.IsEmbeddingGetter(invocation) || SdkClients.IsEmbeddingAdapter(invocation, symbols)
            ? !SdkUse.BeginsInSight(Origin.Receiver(invocation))
            : name is "AddEmbeddingGenerator" or "AddKeyedEmbeddingGenerator" && SdkUse.RegistersStranger(invocation, symbols))
        {
            purpose = ClientPurpose.Embedding;
        }

        Report(context, RouteCall.NameOf(invocation), $"'{name}'", purpose, symbols);
    }

    private void Report(OperationAnalysisContext context, Location place, string what, ClientPurpose purpose, RouteSymbols symbols)
    {
        if ((purpose & ClientPurpose.Chat) != 0)
        {
            Report(context, place, what, symbols.Tables.FirstOrDefault(), CustomTargets.OfChat);
        }
        else if ((purpose & ClientPurpose.Embedding) != 0)
        {
            Report(
                context, place, what, symbols.Tables.FirstOrDefault(known => symbols.HasEmbeddingRoute(known.Type)),
                CustomTargets.OfEmbeddings);
        }
    }

    private void Report(OperationAnalysisContext context, Location place, string what, KnownTable? table, string registration)
    {
        if (table is not null && !OwnClients.IsMadeIn(context))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, place, what, table.Type.Name, registration));
        }
    }
}

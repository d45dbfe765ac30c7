using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>
/// RG2002: a chat client made beside the routes, in a project that has a table; or a client for
/// embeddings, where the table has a route for them.
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
        var table = symbols.DeclaredTables().FirstOrDefault();
        if (table is null || symbols.IsTestProject())
        {
            return;
        }

        var embedding = symbols.DeclaredTables().FirstOrDefault(symbols.HasEmbeddingRoute);
        context.RegisterOperationAction(operation => AnalyzeCreation(operation, table, embedding), OperationKind.ObjectCreation);
        context.RegisterOperationAction(operation => AnalyzeCall(operation, symbols, table, embedding), OperationKind.Invocation);
    }

    private void AnalyzeCreation(OperationAnalysisContext context, INamedTypeSymbol table, INamedTypeSymbol? embedding)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        var isFactory = SdkClients.IsFactory(creation.Type);
        if (SdkClients.IsChat(creation.Type) || (isFactory && !SdkUse.IsForOther(creation, SdkClients.IsChatGetter)))
        {
            Report(context, creation.Syntax.GetLocation(), $"'new {creation.Type!.Name}'", table, CustomTargets.OfChat);
        }
        else if (embedding is not null
            && (SdkClients.IsEmbedding(creation.Type) || (isFactory && !SdkUse.IsForOther(creation, SdkClients.IsEmbeddingGetter))))
        {
            Report(context, creation.Syntax.GetLocation(), $"'new {creation.Type!.Name}'", embedding, CustomTargets.OfEmbeddings);
        }
    }

    private void AnalyzeCall(OperationAnalysisContext context, RouteSymbols symbols, INamedTypeSymbol table, INamedTypeSymbol? embedding)
    {
        var invocation = (IInvocationOperation)context.Operation;
        var chats = SdkClients.IsChatGetter(invocation) || SdkClients.IsChatAdapter(invocation, symbols)
            ? !SdkUse.BeginsInSight(Origin.Receiver(invocation))
            : invocation.TargetMethod.Name is "AddChatClient" or "AddKeyedChatClient" && SdkUse.RegistersStranger(invocation, symbols);
        if (chats)
        {
            Report(context, RouteCall.NameOf(invocation), $"'{invocation.TargetMethod.Name}'", table, CustomTargets.OfChat);
        }
        else if (embedding is not null && (SdkClients.IsEmbeddingGetter(invocation) || SdkClients.IsEmbeddingAdapter(invocation, symbols)
            ? !SdkUse.BeginsInSight(Origin.Receiver(invocation))
            : invocation.TargetMethod.Name is "AddEmbeddingGenerator" or "AddKeyedEmbeddingGenerator"
                && SdkUse.RegistersStranger(invocation, symbols)))
        {
            Report(context, RouteCall.NameOf(invocation), $"'{invocation.TargetMethod.Name}'", embedding, CustomTargets.OfEmbeddings);
        }
    }

    private void Report(OperationAnalysisContext context, Location place, string what, INamedTypeSymbol table, string registration)
    {
        if (!IsAdapter(context.ContainingSymbol.ContainingType) && !CustomTargets.IsMadeFor(context.Operation, context.ContainingSymbol))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, place, what, table.Name, registration));
        }
    }

    private static bool IsAdapter(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            foreach (var implemented in type.AllInterfaces)
            {
                if (implemented is { Name: "IProviderAdapter", ContainingNamespace.Name: "Definitions" })
                {
                    return true;
                }
            }
        }

        return false;
    }
}

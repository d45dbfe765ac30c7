using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>RG2002: a chat client made beside the routes, in a project that has a table.</summary>
/// <remarks>Clients for custom targets, those of provider adapters and those of tests are meant to be made; of one made and passed on, only the first step is reported.</remarks>
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

        context.RegisterOperationAction(operation => AnalyzeCreation(operation, table), OperationKind.ObjectCreation);
        context.RegisterOperationAction(operation => AnalyzeCall(operation, symbols, table), OperationKind.Invocation);
    }

    private void AnalyzeCreation(OperationAnalysisContext context, INamedTypeSymbol table)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (SdkClients.IsChat(creation.Type) || (SdkClients.IsFactory(creation.Type) && !SdkUse.IsForOtherThanChat(creation)))
        {
            Report(context, creation.Syntax.GetLocation(), $"'new {creation.Type!.Name}'", table);
        }
    }

    private void AnalyzeCall(OperationAnalysisContext context, RouteSymbols symbols, INamedTypeSymbol table)
    {
        var invocation = (IInvocationOperation)context.Operation;
        var escapes = SdkClients.IsChatGetter(invocation) || SdkClients.IsChatAdapter(invocation, symbols)
            ? !SdkUse.BeginsInSight(Origin.Receiver(invocation))
            : invocation.TargetMethod.Name is "AddChatClient" or "AddKeyedChatClient" && SdkUse.RegistersStranger(invocation, symbols);
        if (escapes)
        {
            Report(context, RouteCall.NameOf(invocation), $"'{invocation.TargetMethod.Name}'", table);
        }
    }

    private void Report(OperationAnalysisContext context, Location place, string what, INamedTypeSymbol table)
    {
        if (!IsAdapter(context.ContainingSymbol.ContainingType) && !CustomTargets.IsMadeFor(context.Operation, context.ContainingSymbol))
        {
            context.ReportDiagnostic(Diagnostic.Create(Rule, place, what, table.Name));
        }
    }

    private static bool IsAdapter(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            foreach (var implemented in type.AllInterfaces)
            {
                if (implemented is { Name: "IProviderAdapter", ContainingNamespace.Name: "Hosting" })
                {
                    return true;
                }
            }
        }

        return false;
    }
}

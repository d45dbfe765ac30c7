using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace RouteGen.Analyzers.Usage;

/// <summary>RG2010: a route inside an <c>OrderedFailoverChatClient</c> or another <c>FailoverChatClient</c>.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NestedFailoverAnalyzer : UsageAnalyzer
{
    private const string Abstractions = "Microsoft.Extensions.AI";

    /// <summary>Called by the compiler.</summary>
    public NestedFailoverAnalyzer()
        : base(UsageRules.NestedFailover)
    {
    }

    private protected override void Register(CompilationStartAnalysisContext context, RouteSymbols symbols) =>
        context.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.ObjectCreation);

    private void Analyze(OperationAnalysisContext context, RouteSymbols symbols)
    {
        var creation = (IObjectCreationOperation)context.Operation;
        if (RouteSymbols.IsOrDerivesFrom(creation.Type, Abstractions, "FailoverChatClient"))
        {
            var followed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            foreach (var argument in creation.Arguments)
            {
                ReportRoutes(context, argument.Value, creation.Type!.Name, symbols, followed);
            }
        }
    }

    /// <summary>Looks through a list of clients, however it is written; each local once, since two can be made of each other.</summary>
    private void ReportRoutes(
        OperationAnalysisContext context, IOperation clients, string failover, RouteSymbols symbols, HashSet<ISymbol> followed)
    {
        if (Origin.RouteTargets(clients, symbols) is { } targets)
        {
            context.ReportDiagnostic(
                Diagnostic.Create(Rule, Visible(clients).Syntax.GetLocation(), RouteSymbols.RouteName(targets), failover));
            return;
        }

        if (Visible(clients) is ILocalReferenceOperation local && followed.Add(local.Local)
            && Origin.OnlyValue(local) is { } list and not IInvocationOperation)
        {
            clients = list;
        }

        // The items of a list's initializer are calls of Add; other calls make lists that are not in sight.
        if (clients is IInvocationOperation { Parent: not IObjectOrCollectionInitializerOperation }
            or ILocalReferenceOperation or IObjectCreationOperation { Initializer: null })
        {
            return;
        }

        foreach (var child in clients.ChildOperations)
        {
            ReportRoutes(context, child, failover, symbols, followed);
        }
    }

    private static IOperation Visible(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true } conversion ? Visible(conversion.Operand) : operation;
}

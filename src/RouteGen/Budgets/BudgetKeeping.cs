using Microsoft.Extensions.DependencyInjection;

namespace RouteGen.Budgets;

/// <summary>What the budgets of a container share: the way to the ledger, the application's limits and the options.</summary>
internal sealed class BudgetKeeping(IServiceProvider services)
{
    public LedgerAccess Access { get; } = services.GetRequiredService<LedgerAccess>();

    public IBudgetLimits? Limits { get; } = services.GetService<IBudgetLimits>();

    public IBudgetLedger Ledger => Access.Ledger;

    public BudgetOptions Options => Access.Options;
}

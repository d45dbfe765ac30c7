using RouteGen.Budgets;

namespace GatewaySample.Keys;

/// <summary>Spends the whole budget of a team, so that one can see how its next call is refused.</summary>
internal static class SpentBudget
{
    public static async Task SpendAsync(IBudgetLedger ledger, string tenant)
    {
        var table = GatewayRoutes.Definition;
        foreach (var budget in table.Routes.SelectMany(static r => r.Budgets).DistinctBy(static b => b.Name))
        {
            if (budget.Limit.Usd is not { } usd)
            {
                continue;
            }

            var account = new BudgetAccount
            {
                Table = table.Name,
                Budget = budget.Name,
                Unit = BudgetUnit.Usd,
                Scope = tenant,
                Window = budget.Window,
            };
            var charges = new[] { new BudgetCharge(account, BudgetAmount.FromUsd(usd)) };
            var id = $"development/{tenant}/{budget.Name}";
            await ledger.ReserveAsync(new() { Id = id, Charges = charges, Lifetime = TimeSpan.FromMinutes(1) }).ConfigureAwait(false);
            await ledger.SettleAsync(new() { Id = id, Charges = charges }).ConfigureAwait(false);
        }
    }
}

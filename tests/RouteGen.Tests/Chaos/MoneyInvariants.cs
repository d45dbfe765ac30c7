using Microsoft.Extensions.DependencyInjection;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Spend;
using RouteGen.TestSupport.Budgets;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Chaos;

/// <summary>
/// What holds of money whatever the dice say: provider, record, ledger and spend store agree, and nothing stays reserved.
/// </summary>
internal static class MoneyInvariants
{
    /// <summary>Discounts on some targets, which make costs finer than a ledger counts.</summary>
    public static TargetDefinition[] Priced(TargetDefinition[] targets, Random dice) =>
        dice.Next(2) == 0 ? targets : [.. targets.Select(t => t with { PriceFactor = dice.Next(2) == 0 ? 1m : 0.8765432m })];

    /// <summary>The route with budgets of every kind in its way, tight or wide; some routes have none.</summary>
    public static RouteDefinition Budgeted(RouteDefinition route, Random dice) => dice.Next(4) == 0 ? route : route.With(
        maxRetries: route.MaxRetries, maxAttempts: route.MaxAttempts, budgets:
        [
            BudgetBench.Daily(usd: Cap(dice), calls: dice.Next(3) == 0 ? 10 + dice.Next(100) : null, name: "all"),
            BudgetBench.Daily(BudgetScope.Route, tokens: 1_000 + dice.Next(100_000), atLimit: BudgetLimitAction.Warn, name: "tokens"),
            BudgetBench.Daily(BudgetScope.Target, usd: Cap(dice), atLimit: (BudgetLimitAction)dice.Next(3), name: "target"),
            BudgetBench.Daily(BudgetScope.Provider, usd: 1_000m, calls: 1_000, name: "provider"),
        ]);

    /// <summary>
    /// A ledger counts 10⁻¹² USD: what a call came to in an account is rounded up to that once. Where no cost is finer, the ledger's
    /// sum is that of the records as it stands.
    /// </summary>
    public static async Task CheckAsync(
        IServiceProvider services, IReadOnlyList<RouteRecord> records, RouteDefinition route, HostileClient[] clients)
    {
        foreach (var budget in route.Budgets)
        {
            var scopes = budget.Per switch
            {
                BudgetScope.Target => TestBench.Names,
                BudgetScope.Provider => [
                "house"
            ],
                BudgetScope.Route => [route.Name],
                _ => [""]
            };
            foreach (var scope in scopes)
            {
                (decimal Exact, long Charged)[] calls =
                [
                    .. records.Select(
                        r => r.Attempts.Where(a => budget.Per != BudgetScope.Target || a.Target == scope).Sum(a => a.CostUsd ?? 0m))
                        .Select(usd => (usd, BudgetAmount.FromUsd(usd).Units))
                ];
                var usd = await BalanceAsync(budget, scope, BudgetUnit.Usd);
                Assert.Equal(BudgetAmount.Zero, usd.Reserved);
                if (budget.Limit.Usd is not null)
                {
                    Assert.Equal(calls.Sum(c => c.Charged), usd.Committed.Units);
                    if (calls.All(c => decimal.IsInteger(c.Exact * 1_000_000_000_000m)))
                    {
                        Assert.Equal(calls.Sum(c => c.Exact), usd.Committed.ToUsd());
                    }
                }

                if (budget.Limit.Tokens is not null)
                {
                    Assert.Equal(
                        Amounts.Balance(
                            records.SelectMany(r => r.Attempts).Sum(a => (a.Usage ?? a.EstimatedUsage) is { } u ? u.Input + u.Output : 0),
                            0),
                        await BalanceAsync(budget, scope, BudgetUnit.Tokens));
                }

                if (budget.Limit.Calls is not null)
                {
                    Assert.Equal(
                        Amounts.Balance(budget.Per == BudgetScope.Provider
                            ? records.Sum(r => r.Attempts.Count)
                            : records.Count(r => r.Attempts.Count > 0), 0),
                        await BalanceAsync(budget, scope, BudgetUnit.Calls));
                }
            }
        }

        CheckStated(records, clients);
        if (services.GetService<ISpendStore>() is not { } store)
        {
            return;
        }

        await services.GetRequiredService<SpendRecorder>().FlushAsync();
        var spent = await store.QueryAsync(new SpendQuery(DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue));
        Assert.Equal(
            (records.Count, records.Sum(r => r.Attempts.Sum(a => a.CostUsd ?? 0m))), ((int)spent.Total.Calls, spent.Total.CostUsd));
        Assert.Equal(records.Sum(r => r.CostUsd), spent.Total.CostUsd);

        async Task<BudgetBalance> BalanceAsync(BudgetDefinition budget, string scope, BudgetUnit unit) =>
            await services.GetRequiredService<IBudgetLedger>().GetBalanceAsync(
                new BudgetAccount { Table = "TestTable", Budget = budget.Name, Unit = unit, Scope = scope, Window = budget.Window });
    }

    /// <summary>Each cost that a record has from a provider is one that this provider stated, and none is in two records.</summary>
    private static void CheckStated(IReadOnlyList<RouteRecord> records, HostileClient[] clients)
    {
        for (var i = 0; i < clients.Length; i++)
        {
            decimal[] recorded = [.. records.SelectMany(r => r.Attempts)
                .Where(a => a.Target == TestBench.Names[i] && a.CostSource == CostSource.Provider)
                .Select(a => a.CostUsd!.Value)];
            Assert.Equal(recorded.Length, recorded.Distinct().Count());
            Assert.Subset(clients[i].Stated.ToHashSet(), recorded.ToHashSet());
        }
    }

    private static decimal Cap(Random dice) => dice.Next(2) == 0 ? 1_000m : 0.01m + (dice.Next(1_000) * 0.0005m);
}

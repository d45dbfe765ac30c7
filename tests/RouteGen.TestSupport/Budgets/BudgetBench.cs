using Microsoft.Extensions.DependencyInjection;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.TestSupport.Budgets;

/// <summary>Budgets for tests, and what their ledger holds.</summary>
internal static class BudgetBench
{
    /// <summary>What a call of "a ticket" reserves at the first target: 9 tokens at 1, and 600 at 10 USD per million.</summary>
    public const decimal AtFirst = 0.006009m;

    /// <summary>What it reserves at the second target, twice as dear.</summary>
    public const decimal AtSecond = 0.012018m;

    /// <summary>What a served call of the first target costs: 100 tokens in, 20 out.</summary>
    public const decimal Served = 0.0003m;

    public static BudgetDefinition Daily(
        BudgetScope per = BudgetScope.Table, decimal? usd = null,
        long? tokens = null, long? calls = null, BudgetLimitAction atLimit = BudgetLimitAction.Reject, string name = "daily",
        TimeSpan? waitForRoom = null, BudgetReservationBasis reserve = BudgetReservationBasis.Worst) => new()
        {
            Name = name,
            Per = per,
            Tag = per == BudgetScope.Tag ? "team" : null,
            Limit = new BudgetLimit { Usd = usd, Tokens = tokens, Calls = calls },
            Window = BudgetWindow.CreateCalendar(BudgetPeriod.Day),
            AtLimit = atLimit,
            WaitForRoom = waitForRoom ?? TimeSpan.FromSeconds(2),
            Reserve = reserve,
        };

    public static TestBench Make(params BudgetDefinition[] budgets) => new(r => r.With(budgets: budgets));

    public static TestBench Make(Action<IServiceCollection> services, params BudgetDefinition[] budgets) =>
        new(r => r.With(budgets: budgets), services: services);

    public static async Task<BudgetBalance> BalanceAsync(
        this TestBench bench, BudgetDefinition budget, string scope = "", BudgetUnit unit = BudgetUnit.Usd) =>
        await bench.Services.GetRequiredService<IBudgetLedger>().GetBalanceAsync(
            new BudgetAccount { Table = "TestTable", Budget = budget.Name, Unit = unit, Scope = scope, Window = budget.Window });

    /// <summary>Committed and reserved USD.</summary>
    public static async Task<(decimal Committed, decimal Reserved)> UsdAsync(
        this TestBench bench, BudgetDefinition budget, string scope = "")
    {
        var balance = await bench.BalanceAsync(budget, scope);
        return (balance.Committed.ToUsd(), balance.Reserved.ToUsd());
    }
}

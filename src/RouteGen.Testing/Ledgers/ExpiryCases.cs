using RouteGen.Budgets;

namespace RouteGen.Testing;

/// <summary>What becomes of reservations whose process has died, or is late.</summary>
internal static class ExpiryCases
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(10);

    public static IReadOnlyList<LedgerCase> All { get; } =
    [
        new("A reservation comes back when its lifetime is over", ComesBackAsync),
        new("A second request begins the lifetime anew", RenewedAsync),
        new("Many reservations come back together", ManyAsync),
        new("A settlement after expiry commits, and gives nothing back twice", LateAsync),
        new("A repeated settlement commits within an hour after expiry", KnownAsync),
        new("An expired reservation that is requested again is measured as a new one", AgainAsync),
    ];

    private static async Task ComesBackAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(), other = bench.Account();
        await bench.ReserveAsync(LedgerBench.NewId(), LedgerBench.Minute, new BudgetCharge(account, 10, 10), new BudgetCharge(other, 3, 10));
        await bench.AdvanceAsync(LedgerBench.Minute - Margin);
        await bench.HoldsAsync(account, 0, 10, "Within its lifetime");
        await bench.AdvanceAsync(2 * Margin);
        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(account, 10, 10));
        await bench.HoldsAsync(account, 0, 10, "When another took its place");
        await bench.HoldsAsync(other, 0, 0, "After its lifetime");
    }

    private static async Task RenewedAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account(), same = bench.Account();
        var id = LedgerBench.NewId();
        await bench.ReserveAsync(id, LedgerBench.Minute, new BudgetCharge(account, 10, 20), new BudgetCharge(same, 5, 20));
        await bench.AdvanceAsync(LedgerBench.Minute - Margin);
        await bench.ReserveAsync(id, LedgerBench.Minute, new BudgetCharge(account, 20, 20), new BudgetCharge(same, 5, 20));
        await bench.AdvanceAsync(LedgerBench.Minute - Margin);
        await bench.HoldsAsync(account, 0, 20, "Within the lifetime that the second request began");
        await bench.HoldsAsync(same, 0, 5, "Within it, where the amount stayed the same");
        await bench.AdvanceAsync(2 * Margin);
        await bench.HoldsAsync(account, 0, 0, "After it");
        await bench.HoldsAsync(same, 0, 0, "After it");
    }

    private static async Task ManyAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account();
        for (var i = 0; i < 150; i++)
        {
            await bench.ReserveAsync(LedgerBench.NewId(), LedgerBench.Minute, new BudgetCharge(account, 1, 150));
        }

        await bench.RefuseAsync(LedgerBench.NewId(), new BudgetCharge(account, 1, 150));
        await bench.AdvanceAsync(LedgerBench.Minute + Margin);
        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(account, 150, 150));
    }

    private static async Task LateAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account();
        var late = LedgerBench.NewId();
        await bench.ReserveAsync(late, LedgerBench.Minute, new BudgetCharge(account, 60, 100));
        await bench.AdvanceAsync(LedgerBench.Minute + Margin);
        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(account, 60, 100));
        await bench.SettleAsync(late, new BudgetCharge(account, 55));
        await bench.HoldsAsync(account, 55, 60, "When one settled late, beside one under way");
        await bench.SettleAgainAsync(late, new BudgetCharge(account, 55));
        await bench.HoldsAsync(account, 55, 60, "When it tried again");
    }

    private static async Task KnownAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account();
        string first = LedgerBench.NewId(), second = LedgerBench.NewId();
        await bench.ReserveAsync(first, LedgerBench.Minute, new BudgetCharge(account, 10, 100));
        await bench.ReserveAsync(second, LedgerBench.Minute, new BudgetCharge(account, 10, 100));
        await bench.AdvanceAsync(LedgerBench.Minute + Margin);
        await bench.HoldsAsync(account, 0, 0, "After expiry");
        await bench.AdvanceAsync(TimeSpan.FromMinutes(59) - Margin);
        await bench.SettleAgainAsync(first, new BudgetCharge(account, 8));
        await bench.SettleAgainAsync(first, new BudgetCharge(account, 8));
        await bench.HoldsAsync(account, 8, 0, "Repeated 59 minutes after expiry");
    }

    private static async Task AgainAsync(LedgerBench bench)
    {
        BudgetAccount account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.ReserveAsync(id, LedgerBench.Minute, new BudgetCharge(account, 60, 100));
        await bench.AdvanceAsync(LedgerBench.Minute + Margin);
        await bench.GrantAsync(LedgerBench.NewId(), new BudgetCharge(account, 60, 100));
        await bench.RefuseAsync(id, new BudgetCharge(account, 60, 100));
        await bench.GrantAsync(id, new BudgetCharge(account, 40, 100));
        await bench.HoldsAsync(account, 0, 100, "With both");
        await bench.SettleAsync(id, new BudgetCharge(account, 1));
        await bench.HoldsAsync(account, 1, 60, "Settled");
    }
}

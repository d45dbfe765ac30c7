using RouteGen.Budgets;

namespace RouteGen.Testing.Ledgers;

/// <summary>What a settlement commits, and what a repeated one does.</summary>
internal static class SettlementCases
{
    public static IReadOnlyList<LedgerCase> All { get; } =
    [
        new("A settlement commits whatever the caps", BeyondAsync),
        new("A settlement gives back what it names with nothing", NamedWithNothingAsync),
        new("A settlement commits to accounts that were not reserved", NotReservedAsync),
        new("A first settlement commits where no reservation is known", UnknownAsync),
        new("A repeated settlement commits where the reservation is known", RepeatedKnownAsync),
        new("A repeated settlement commits nothing where the first went through", RepeatedSettledAsync),
        new("A repeated settlement commits nothing where no reservation is known", RepeatedUnknownAsync),
    ];

    private static async Task BeyondAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(id, LedgerBench.Charge(account, 10, 10)).ConfigureAwait(false);
        await bench.SettleAsync(id, LedgerBench.Charge(account, 25, 10)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 25, 0, "Settled with 25 under a cap of 10").ConfigureAwait(false);
        bench.Same(
            0,
            (await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, 10)).ConfigureAwait(false))[0].Available,
            "What is left beyond the cap");
    }

    private static async Task NamedWithNothingAsync(LedgerBench bench)
    {
        BudgetAccount first = bench.Account(), second = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(id, LedgerBench.Charge(first, 10, 10), LedgerBench.Charge(second, 10, 10)).ConfigureAwait(false);
        await bench.SettleAsync(id, LedgerBench.Charge(first, 4), LedgerBench.Charge(second, 0)).ConfigureAwait(false);
        await bench.HoldsAsync(first, 4, 0, "Settled with 4").ConfigureAwait(false);
        await bench.HoldsAsync(second, 0, 0, "Settled with nothing").ConfigureAwait(false);
    }

    private static async Task NotReservedAsync(LedgerBench bench)
    {
        BudgetAccount reserved = bench.Account(), other = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(id, LedgerBench.Charge(reserved, 10, 10)).ConfigureAwait(false);
        await bench.SettleAsync(id, LedgerBench.Charge(other, 6), LedgerBench.Charge(reserved, 5)).ConfigureAwait(false);
        await bench.HoldsAsync(other, 6, 0, "Settled without a reservation there").ConfigureAwait(false);
        await bench.HoldsAsync(reserved, 5, 0, "Settled beside it").ConfigureAwait(false);
    }

    private static async Task UnknownAsync(LedgerBench bench)
    {
        var account = bench.Account();
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 8)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 8, 0, "Settled without a reservation").ConfigureAwait(false);
    }

    private static async Task RepeatedKnownAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(id, LedgerBench.Charge(account, 10, 10)).ConfigureAwait(false);
        await bench.SettleAgainAsync(id, LedgerBench.Charge(account, 8)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 8, 0, "When only the second try arrived").ConfigureAwait(false);
    }

    private static async Task RepeatedSettledAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(id, LedgerBench.Charge(account, 10, 10)).ConfigureAwait(false);
        await bench.SettleAsync(id, LedgerBench.Charge(account, 8)).ConfigureAwait(false);
        await bench.SettleAgainAsync(id, LedgerBench.Charge(account, 8)).ConfigureAwait(false);
        await bench.SettleAgainAsync(id, LedgerBench.Charge(account, 8)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 8, 0, "When three tries arrived").ConfigureAwait(false);
    }

    private static async Task RepeatedUnknownAsync(LedgerBench bench)
    {
        var account = bench.Account();
        await bench.SettleAgainAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 8)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, 0, "After a repetition of nothing that is known").ConfigureAwait(false);
    }
}

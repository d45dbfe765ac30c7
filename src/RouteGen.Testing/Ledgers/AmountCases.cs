using RouteGen.Budgets;
using RouteGen.Definitions;

namespace RouteGen.Testing.Ledgers;

/// <summary>That amounts are exact to the end of Int64, and stop there.</summary>
internal static class AmountCases
{
    private const long TwoToThe53 = 1L << 53;

    public static IReadOnlyList<LedgerCase> All { get; } =
    [
        new("Amounts beyond 2^53 are exact to the last unit", ExactAsync),
        new("Caps near 2^63 are kept to the last unit", NearTheEndAsync),
        new("What is committed stops at the largest number", CommittedStopsAsync),
        new("Reservations whose sum passes 2^63 come back to the last unit", ReservedPassesAsync),
    ];

    private static async Task ExactAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, TwoToThe53 + 1)).ConfigureAwait(false);
        await bench.HoldsAsync(account, TwoToThe53 + 1, 0, "Settled with 2^53 + 1").ConfigureAwait(false);
        await bench.GrantAsync(id, LedgerBench.Charge(account, 1, TwoToThe53 + 2)).ConfigureAwait(false);
        await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, TwoToThe53 + 2)).ConfigureAwait(false);
        await bench.GrantAsync(id, LedgerBench.Charge(account, TwoToThe53 + 3, (2 * TwoToThe53) + 4)).ConfigureAwait(false);
        bench.Same(
            TwoToThe53 + 3,
            (await bench.RefuseAsync(
                id, LedgerBench.Charge(account, TwoToThe53 + 4, (2 * TwoToThe53) + 4)).ConfigureAwait(false))[0].Available,
            "What is left");
        await bench.SettleAsync(id, LedgerBench.Charge(account, TwoToThe53 + 3)).ConfigureAwait(false);
        await bench.HoldsAsync(account, (2 * TwoToThe53) + 4, 0, "Settled with 2^53 + 3 more").ConfigureAwait(false);

        var sum = (2 * TwoToThe53) + 4;
        foreach (var amount in (long[])[
            1, 9_999_999_999, 10_000_000_000, 10_000_000_001, 99_999_999_999_999_999, 100_000_000_000_000_000, 1_234_567_890_123_456_789
        ])
        {
            sum += amount;
            await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, amount)).ConfigureAwait(false);
            await bench.HoldsAsync(account, sum, 0, $"Settled with {amount} more").ConfigureAwait(false);
        }
    }

    private static async Task NearTheEndAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var id = LedgerBench.NewId();
        await bench.GrantAsync(id, LedgerBench.Charge(account, long.MaxValue - 2, long.MaxValue)).ConfigureAwait(false);
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, long.MaxValue)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 0, long.MaxValue - 1, "One below the end").ConfigureAwait(false);
        bench.Same(1, (await bench.RefuseAsync(
            LedgerBench.NewId(),
            LedgerBench.Charge(account, 2, long.MaxValue)).ConfigureAwait(false))[0].Available, "What is left one below the end");
        await bench.GrantAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, long.MaxValue)).ConfigureAwait(false);
        await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, long.MaxValue, long.MaxValue)).ConfigureAwait(false);
        await bench.SettleAsync(id, LedgerBench.Charge(account, long.MaxValue - 3)).ConfigureAwait(false);
        await bench.HoldsAsync(account, long.MaxValue - 3, 2, "Settled three below the end").ConfigureAwait(false);
    }

    private static async Task CommittedStopsAsync(LedgerBench bench)
    {
        foreach (var window in (BudgetWindow[])[LedgerBench.Day, BudgetWindow.CreateSliding(TimeSpan.FromHours(1))])
        {
            var account = bench.Account(window);
            for (var i = 0; i < 3; i++)
            {
                await bench.SettleAsync(LedgerBench.NewId(), LedgerBench.Charge(account, long.MaxValue - 5)).ConfigureAwait(false);
                await bench.AdvanceAsync(TimeSpan.FromMinutes(2)).ConfigureAwait(false);
            }

            await bench.HoldsAsync(account, long.MaxValue, 0, "Beyond the largest number").ConfigureAwait(false);
            var shortage = (await bench.RefuseAsync(
                LedgerBench.NewId(), LedgerBench.Charge(account, 1, long.MaxValue)).ConfigureAwait(false))[0];
            bench.Same(0, shortage.Available, "What is left beyond the largest number");
        }
    }

    private static async Task ReservedPassesAsync(LedgerBench bench)
    {
        var account = bench.Account();
        string[] ids = [LedgerBench.NewId(), LedgerBench.NewId(), LedgerBench.NewId()];
        foreach (var id in ids)
        {
            bench.Check(
                (await bench.ReserveAsync(
                    id, LedgerBench.Charge(account, long.MaxValue - 1, 10, isHard: false)).ConfigureAwait(false)).IsGranted,
                "A cap that is not enforced was in the way.");
        }

        await bench.HoldsAsync(account, 0, long.MaxValue, "With three reservations near the end").ConfigureAwait(false);
        await bench.RefuseAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 1, long.MaxValue)).ConfigureAwait(false);
        await bench.SettleAsync(ids[0], LedgerBench.Charge(account, 0)).ConfigureAwait(false);
        await bench.SettleAsync(ids[1], LedgerBench.Charge(account, 7)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 7, long.MaxValue - 1, "With one of them left").ConfigureAwait(false);
        await bench.SettleAsync(ids[2], LedgerBench.Charge(account, 0)).ConfigureAwait(false);
        await bench.HoldsAsync(account, 7, 0, "With none of them left").ConfigureAwait(false);
    }
}

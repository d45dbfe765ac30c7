using RouteGen.Budgets;

namespace RouteGen.Testing.Ledgers;

/// <summary>What many callers at the same time may rely on.</summary>
internal static class ConcurrencyCases
{
    private const int Callers = 32;
    private const int Turns = 25;

    public static IReadOnlyList<LedgerCase> All { get; } =
    [
        new("Callers at the same time never pass a cap, and fill it", CapAsync),
        new("Callers at the same time lose nothing and are not refused while there is room", NothingLostAsync),
        new("Callers that name the same accounts in other orders do not block each other", OrdersAsync),
    ];

    private static async Task CapAsync(LedgerBench bench)
    {
        var account = bench.Account();
        var cap = Callers * Turns * 10L / 2;
        var granted = 0;
        await AllAsync(async (_, _) =>
        {
            var answer = await bench.ReserveAsync(LedgerBench.NewId(), LedgerBench.Charge(account, 10, cap)).ConfigureAwait(false);
            Interlocked.Add(ref granted, answer.IsGranted ? 1 : 0);
            var balance = await bench.BalanceAsync(account).ConfigureAwait(false);
            bench.Check((Int128)balance.Committed.Units + balance.Reserved.Units <= cap, $"The cap is {cap}, and {balance} was seen.");
        }).ConfigureAwait(false);
        bench.Same(cap / 10, granted, "The number of reservations of 10 that fit");
        await bench.HoldsAsync(account, 0, cap, "Full").ConfigureAwait(false);
    }

    private static async Task NothingLostAsync(LedgerBench bench)
    {
        BudgetAccount first = bench.Account(), second = bench.Account();
        var cap = Callers * Turns * 3L;
        var refused = 0;
        await AllAsync(async (_, turn) =>
        {
            var id = LedgerBench.NewId();
            var answer = await bench.ReserveAsync(
                id, LedgerBench.Charge(first, 3, cap), LedgerBench.Charge(second, 30)).ConfigureAwait(false);
            Interlocked.Add(ref refused, answer.IsGranted ? 0 : 1);
            await bench.SettleAsync(id, LedgerBench.Charge(first, 3), LedgerBench.Charge(second, turn)).ConfigureAwait(false);
        }).ConfigureAwait(false);
        bench.Same(0, refused, "The number of refusals with room for all");
        await bench.HoldsAsync(first, cap, 0, "When all have settled").ConfigureAwait(false);
        await bench.HoldsAsync(second, Callers * (Turns * (Turns - 1L) / 2), 0, "When all have settled").ConfigureAwait(false);
    }

    private static async Task OrdersAsync(LedgerBench bench)
    {
        BudgetAccount[] accounts = [bench.Account(), bench.Account(), bench.Account()];
        await AllAsync(async (caller, _) =>
        {
            var id = LedgerBench.NewId();
            BudgetCharge[] charges = [.. accounts.Select((_, i) => LedgerBench.Charge(accounts[(i + caller) % accounts.Length], 1))];
            await bench.ReserveAsync(id, charges).ConfigureAwait(false);
            await bench.SettleAsync(id, [.. charges.Reverse()]).ConfigureAwait(false);
        }).WaitAsync(TimeSpan.FromMinutes(1)).ConfigureAwait(false);
        foreach (var account in accounts)
        {
            await bench.HoldsAsync(account, Callers * Turns, 0, "When all have settled").ConfigureAwait(false);
        }
    }

    private static Task AllAsync(Func<int, int, Task> turn) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; i < Turns; i++)
            {
                await turn(caller, i).ConfigureAwait(false);
            }
        })));
}

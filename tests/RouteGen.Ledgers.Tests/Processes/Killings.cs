using RouteGen.Budgets;
using RouteGen.Ledgers.Worker;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Ledgers.Tests.Processes;

/// <summary>Processes that charge one ledger and are killed at moments of chance.</summary>
internal sealed class Killings(string store, string place)
{
    private const int Rounds = 7;
    private const int Together = 3;
    private const int Callers = 8;
    private const long Cap = 1_000_000_000;

    private readonly List<WorkerProcess> _killed = [];

    /// <summary>Kills 21 processes; nothing that was settled is lost, and what the dead had reserved is charged when it expires.</summary>
    /// <param name="now">The ledger that they charged.</param>
    /// <param name="later">The same, when their reservations have expired.</param>
    /// <returns>The number of settlements, and of those that were cut short.</returns>
    public async Task<string> RunAsync(IBudgetLedger now, IBudgetLedger later)
    {
        var random = new Random(20);
        for (var round = 0; round < Rounds; round++)
        {
            WorkerProcess[] workers =
            [
                .. Enumerable.Range(0, Together).Select(i => new WorkerProcess(store, place, (round * Together) + i, Callers, Cap))
            ];
            _killed.AddRange(workers);
            await Task.WhenAll(workers.Select(static w => w.SettledOnceAsync()));
            foreach (var worker in workers)
            {
                await Task.Delay(random.Next(40));
                await worker.KillAsync();
                var seen = await now.GetBalanceAsync(WorkerAccounts.Shared);
                Assert.InRange((seen.Committed + seen.Reserved).Units, 0, Cap);
            }
        }

        var before = await now.GetBalanceAsync(WorkerAccounts.Shared);
        Assert.True(before.Reserved > BudgetAmount.Zero, "No kill hit a reservation.");
        Assert.Equal(before.Committed.Units, await CommittedAsync(now));

        // Their provider may have billed what they had asked for: spend includes it, and no more than the cap was ever taken.
        var spent = (before.Committed + before.Reserved).Units;
        Assert.Equal(Amounts.Balance(spent, 0), await later.GetBalanceAsync(WorkerAccounts.Shared));
        Assert.False((await later.ReserveAsync(Rest("more", Cap - spent + 1))).IsGranted, "What the dead had reserved is forgotten.");
        Assert.True((await later.ReserveAsync(Rest("all", Cap - spent))).IsGranted, "What the dead had reserved was charged twice.");
        return $"{_killed.Count} kills, {_killed.Sum(static w => w.Settlements)} settlements, " +
            $"{_killed.Sum(w => w.Callers.Values.Count(static c => c.Trying is not null))} cut short";
    }

    private static BudgetReservation Rest(string id, long amount) =>
        new() { Id = id, Charges = [Amounts.Charge(WorkerAccounts.Shared, amount, Cap)], Lifetime = TimeSpan.FromMinutes(1) };

    /// <summary>
    /// What the callers' own accounts hold: each exactly what it settled, with or without the settlement that was cut short.
    /// </summary>
    private async Task<long> CommittedAsync(IBudgetLedger ledger)
    {
        var sum = 0L;
        foreach (var worker in _killed)
        {
            for (var i = 0; i < Callers; i++)
            {
                var caller = worker.Callers.GetValueOrDefault(i) ?? new();
                var own = await ledger.GetBalanceAsync(WorkerAccounts.Own(worker.Number, i));
                Assert.Contains(own.Committed.Units, (long[])[caller.Settled, caller.Settled + (caller.Trying ?? 0)]);
                sum += own.Committed.Units;
            }

            worker.Dispose();
        }

        return sum;
    }
}

using System.Globalization;
using RouteGen.Budgets;
using RouteGen.Ledgers.Worker;
using RouteGen.Redis;
using RouteGen.Sqlite;

// Arguments: sqlite or redis, the file or connection string, the number of this process, its callers, the cap of the shared account.
// Says "T caller amount" before a settlement, "S caller" when it went through, "N caller" when it was refused or its request was lost.
// Goes on until its input ends.
var place = args[1];
int worker = Number(args[2]), callers = Number(args[3]);
var cap = BudgetAmount.FromUnits(long.Parse(args[4], CultureInfo.InvariantCulture));
IBudgetLedger ledger = args[0] == "sqlite" ? new SqliteBudgetLedger(place) : new RedisBudgetLedger(place);
var output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });

using var over = new CancellationTokenSource();
_ = Task.Run(async () =>
{
    await Console.In.ReadToEndAsync();
    await over.CancelAsync();
});
await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => WorkAsync(caller))));
((IDisposable)ledger).Dispose();
return 0;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

async Task WorkAsync(int caller)
{
    var random = new Random((worker * 1_000) + caller);
    while (!over.IsCancellationRequested)
    {
        long amount = random.Next(1, 1_000), actual = random.Next(0, (int)amount + 1);
        BudgetCharge[] charges =
        [
            new(WorkerAccounts.Shared, BudgetAmount.FromUnits(amount)) { Cap = cap },
            new(WorkerAccounts.Own(worker, caller), BudgetAmount.FromUnits(amount))
        ];
        var lease = new BudgetLease(ledger, WorkerAccounts.Lifetime);
        var isGranted = false;
        try
        {
            isGranted = (await lease.TryReserveAsync(charges)).IsGranted;
        }
        catch (RedisLedgerException)
        {
        }

        // What a provider would take.
        await Task.Delay(random.Next(4));
        actual = isGranted ? actual : 0;
        if (isGranted)
        {
            await output.WriteLineAsync($"T {caller} {actual}");
        }

        await UntilItGoesThroughAsync(
            () => lease.SettleAsync(isGranted ? [.. charges.Select(c => c with { Amount = BudgetAmount.FromUnits(actual) })] : []));
        await output.WriteLineAsync(isGranted ? $"S {caller}" : $"N {caller}");
    }
}

static async Task UntilItGoesThroughAsync(Func<ValueTask> settle)
{
    while (true)
    {
        try
        {
            await settle();
            return;
        }
        catch (RedisLedgerException)
        {
            await Task.Delay(20);
        }
    }
}

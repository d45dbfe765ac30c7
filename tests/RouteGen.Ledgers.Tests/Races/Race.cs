using System.Diagnostics;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Ledgers.Tests.Races;

/// <summary>64 callers at one cap, each of which reserves, works a moment and settles, until so many reservations were asked for.</summary>
internal sealed class Race(IBudgetLedger ledger, int reservations)
{
    private const int Callers = 64;
    private const int Largest = 100;

    private static readonly BudgetAccount Account = new()
    {
        Table = "Race",
        Budget = "cap",
        Unit = BudgetUnit.Usd,
        Scope = "all",
        Window = BudgetWindow.CreateCalendar(BudgetPeriod.Month)
    };

    private readonly RaceBounds _bounds = new(Callers, CapOf(reservations));
    private readonly long _cap = CapOf(reservations);
    private int _asked;
    private int _granted;
    private long _settled;
    private int _observations;

    /// <summary>Runs it and checks that the cap was kept, that nothing was lost and that nobody was refused while there was room.</summary>
    public async Task<string> RunAsync()
    {
        var started = Stopwatch.GetTimestamp();
        using var over = new CancellationTokenSource();
        var observer = Task.Run(() => ObserveAsync(over.Token));
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(() => CallAsync(caller))));
        var took = Stopwatch.GetElapsedTime(started);
        await over.CancelAsync();
        await observer;

        var balance = await ledger.GetBalanceAsync(Account);
        Assert.Equal(Amounts.Balance(_settled, 0), balance);
        Assert.Equal((0, 0), (_bounds.FalseRefusals, _bounds.Overruns));
        Assert.True(
            _granted > reservations / 10 && _granted < reservations,
            $"{_granted} of {reservations} were granted: the cap was not fought for.");
        await FillAsync(_cap - _settled);
        return $"{reservations} reservations, {_granted} granted, {_observations} observations, {took.TotalSeconds:0.0} s";
    }

    private static long CapOf(int reservations) => reservations * (Largest / 4L) / 2;

    /// <summary>What is left can be had to the last unit, and no unit more.</summary>
    private async Task FillAsync(long left)
    {
        Assert.False((await ReserveAsync("beyond", left + 1)).IsGranted);
        Assert.True((await ReserveAsync("rest", left)).IsGranted);
        Assert.False((await ReserveAsync("more", 1)).IsGranted);
    }

    private async Task CallAsync(int caller)
    {
        var random = new Random(caller);
        while (Interlocked.Increment(ref _asked) <= reservations)
        {
            var id = Guid.CreateVersion7().ToString("N");
            long amount = random.Next(1, Largest + 1), actual = random.Next(0, (int)amount + 1);
            _bounds.Ask(caller, amount);
            var answer = await ReserveAsync(id, amount);
            if (!answer.IsGranted)
            {
                _bounds.Refused(caller, amount);
                Assert.InRange(Assert.Single(answer.Shortages).Available.Units, 0, amount - 1);
                continue;
            }

            _bounds.Granted(amount);
            Interlocked.Increment(ref _granted);
            _bounds.Settle(amount, actual);
            await ledger.SettleAsync(new BudgetSettlement { Id = id, Charges = [Amounts.Charge(Account, actual)] });
            _bounds.Settled(amount, actual);
            Interlocked.Add(ref _settled, actual);
        }
    }

    private async Task ObserveAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            var balance = await ledger.GetBalanceAsync(Account, CancellationToken.None);
            Assert.InRange((balance.Committed + balance.Reserved).Units, 0, _cap);
            _observations++;
            await Task.Yield();
        }
    }

    private ValueTask<BudgetReservationResult> ReserveAsync(string id, long amount) =>
        ledger.ReserveAsync(
            new BudgetReservation { Id = id, Charges = [Amounts.Charge(Account, amount, _cap)], Lifetime = TimeSpan.FromMinutes(10) });
}

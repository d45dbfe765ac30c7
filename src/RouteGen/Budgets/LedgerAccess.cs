using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace RouteGen.Budgets;

/// <summary>
/// The ledger of a container, as calls use it: what is asked has a bound, and what could not be settled waits here. All tables share one.
/// </summary>
internal sealed class LedgerAccess : IAsyncDisposable, IDisposable
{
    private readonly TimeProvider _time;

    public LedgerAccess(IServiceProvider services)
    {
        Ledger = services.GetRequiredService<IBudgetLedger>();
        Options = services.GetService<IOptions<BudgetOptions>>()?.Value ?? new BudgetOptions();
        var time = _time = services.GetService<TimeProvider>() ?? TimeProvider.System;
        if (Ledger is InMemoryBudgetLedger memory)
        {
            memory.Room = Room;
        }
        else
        {
            Gate = new LedgerGate(time);
        }

        Pending = new PendingSettlements(Gate ?? new LedgerGate(time), Room, Options.LedgerTimeout, time);
    }

    public IBudgetLedger Ledger { get; }

    public BudgetOptions Options { get; }

    /// <summary>What is before the ledger; null before that in memory, which answers at once.</summary>
    public LedgerGate? Gate { get; }

    public RoomQueues Room { get; } = new();

    public PendingSettlements Pending { get; }

    /// <summary>
    /// Settles a lease without keeping anybody waiting. In memory it is settled when this returns; any other ledger settles in the
    /// background, again and again where it fails, and <see cref="SettledAsync"/> says when.
    /// </summary>
    /// <param name="lease">The lease; it must not be settled a second time.</param>
    /// <param name="actual">What the call came to.</param>
    /// <param name="route">The route's name, for the log.</param>
    /// <param name="log">Where troubles are told.</param>
    /// <param name="earlier">An operation of the same lease that was given up, and may still run.</param>
    /// <param name="earlierStarted">The timestamp at which that began.</param>
    public void Settle(
        BudgetLease lease, BudgetCharge[] actual, string route, ILogger log, Task? earlier = null, long earlierStarted = 0)
    {
        ValueTask settling = default;
        if (Gate is null)
        {
            settling = lease.SettleAsync(actual);
            if (settling.IsCompletedSuccessfully)
            {
                return;
            }
        }

        var started = _time.GetTimestamp();
        var settlement = new PendingSettlement(lease, actual, log, started) { Route = route };
        if (Gate is null)
        {
            Pending.Follow(settlement, settling.AsTask(), started);
            return;
        }

        (settlement.Earlier, settlement.EarlierStarted) = (earlier, earlierStarted);
        Pending.Start(settlement);
    }

    /// <summary>Reads an account without keeping anybody waiting; nothing is told where the ledger fails.</summary>
    /// <param name="account">The account.</param>
    /// <param name="told">Gets what it holds: at once from memory, and later from any other ledger.</param>
    public void Read(BudgetAccount account, Action<BudgetBalance> told)
    {
        if (Gate is { Hangs: true })
        {
            return;
        }

        _ = TellAsync(Gate?.Start(token => Ledger.GetBalanceAsync(account, token), out _)
            ?? Ledger.GetBalanceAsync(account).AsTask(), told);
    }

    /// <summary>Ends when all that calls have begun to settle is settled, or given up for lost.</summary>
    public Task SettledAsync() => Pending.SettledAsync();

    /// <summary>Settles what is left, as long as <see cref="BudgetOptions.DrainTimeout"/> at most.</summary>
    public async ValueTask DisposeAsync() => await Pending.DrainAsync(Options.DrainTimeout).ConfigureAwait(false);

    /// <inheritdoc cref="DisposeAsync"/>
#pragma warning disable RS0030 // A container that is disposed of synchronously has no other way to let the last calls be settled.
    public void Dispose() => Pending.DrainAsync(Options.DrainTimeout).GetAwaiter().GetResult();
#pragma warning restore RS0030

    private static async Task TellAsync(Task<BudgetBalance> reading, Action<BudgetBalance> told)
    {
        await ((Task)reading).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (reading.IsCompletedSuccessfully)
        {
            told(await reading.ConfigureAwait(false));
        }
    }
}

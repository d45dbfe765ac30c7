using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace RouteGen.Budgets;

/// <summary>
/// The ledger of a container, as calls use it: what is asked has a bound, and what could not be settled waits here. All tables share one.
/// </summary>
internal sealed class LedgerAccess : IAsyncDisposable, IDisposable
{
    public LedgerAccess(IServiceProvider services)
    {
        Ledger = services.GetRequiredService<IBudgetLedger>();
        Options = services.GetService<IOptions<BudgetOptions>>()?.Value ?? new BudgetOptions();
        var time = services.GetService<TimeProvider>() ?? TimeProvider.System;
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

    /// <summary>Settles what is left, as long as <see cref="BudgetOptions.DrainTimeout"/> at most.</summary>
    public async ValueTask DisposeAsync() => await Pending.DrainAsync(Options.DrainTimeout).ConfigureAwait(false);

    /// <inheritdoc cref="DisposeAsync"/>
#pragma warning disable RS0030 // A container that is disposed of synchronously has no other way to let the last calls be settled.
    public void Dispose() => Pending.DrainAsync(Options.DrainTimeout).GetAwaiter().GetResult();
#pragma warning restore RS0030
}

using RouteGen.Budgets;

namespace RouteGen.Testing;

/// <summary>A ledger for <see cref="LedgerContract"/>, with a clock that can be moved.</summary>
public interface ILedgerUnderTest : IAsyncDisposable
{
    /// <summary>The ledger. Cases take accounts and reservations that nobody else has, so its store may hold others.</summary>
    IBudgetLedger Ledger { get; }

    /// <summary>The time by which the ledger goes. It may go on by itself, not by more than a second during a case.</summary>
    DateTimeOffset Now { get; }

    /// <summary>Moves the ledger's clock on, by as much as 70 days.</summary>
    ValueTask AdvanceAsync(TimeSpan by);
}

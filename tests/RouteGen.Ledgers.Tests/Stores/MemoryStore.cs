using Microsoft.Extensions.Time.Testing;
using RouteGen.Budgets;
using RouteGen.Testing;

namespace RouteGen.Ledgers.Tests.Stores;

/// <summary>The ledger in memory, or one made of it, on a clock of its own.</summary>
internal sealed class MemoryStore : ILedgerUnderTest
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));

    public MemoryStore(Func<IBudgetLedger, IBudgetLedger>? change = null)
    {
        var ledger = new InMemoryBudgetLedger(_time);
        Ledger = change is null ? ledger : change(ledger);
    }

    public IBudgetLedger Ledger { get; }

    public DateTimeOffset Now => _time.GetUtcNow();

    public ValueTask AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        return default;
    }

    public ValueTask DisposeAsync() => default;
}

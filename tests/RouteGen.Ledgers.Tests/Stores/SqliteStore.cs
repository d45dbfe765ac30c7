using Microsoft.Extensions.Time.Testing;
using RouteGen.Budgets;
using RouteGen.Sqlite;
using RouteGen.Testing;

namespace RouteGen.Ledgers.Tests.Stores;

/// <summary>A ledger in a SQLite file of its own.</summary>
internal sealed class SqliteStore : ILedgerUnderTest
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-ledger-").FullName;
    private readonly SqliteBudgetLedger _ledger;

    public SqliteStore() => _ledger = new SqliteBudgetLedger(
        Path.Combine(_folder, "budgets.db"), new SqliteLedgerOptions { Durability = SqliteDurability.Normal }, _time);

    public IBudgetLedger Ledger => _ledger;

    public DateTimeOffset Now => _time.GetUtcNow();

    public ValueTask AdvanceAsync(TimeSpan by)
    {
        _time.Advance(by);
        return default;
    }

    public ValueTask DisposeAsync()
    {
        _ledger.Dispose();
        Directory.Delete(_folder, recursive: true);
        return default;
    }
}

using RouteGen.Budgets;
using RouteGen.Redis;
using RouteGen.Testing;
using RouteGen.TestSupport.Redis;

namespace RouteGen.Ledgers.Tests.Stores;

/// <summary>A ledger in a Redis server, which has the time of this machine.</summary>
internal sealed class RedisStore(RedisServer server) : ILedgerUnderTest
{
    private readonly RedisBudgetLedger _ledger = new(server.ConnectionString);

    public IBudgetLedger Ledger => _ledger;

    public DateTimeOffset Now => DateTimeOffset.UtcNow + _ledger.ClockOffset;

    public ValueTask AdvanceAsync(TimeSpan by)
    {
        _ledger.ClockOffset += by;
        return default;
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();
}

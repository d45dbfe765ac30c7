using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Testing;
using RouteGen.TestSupport.Redis;

namespace RouteGen.Ledgers.Tests.Contract;

/// <summary>The ledger in Redis keeps the contract.</summary>
public abstract class RedisLedgerContractTests(RedisServer redis) : RedisSuite(redis)
{
    [Theory, MemberData(nameof(LedgerContractTests.Cases), MemberType = typeof(LedgerContractTests))]
    public async Task In_redis(string name)
    {
        await using var store = new RedisStore(Redis);
        await LedgerContract.RunAsync(name, store);
    }

    public sealed class On_Garnet(GarnetServer redis) : RedisLedgerContractTests(redis), IClassFixture<GarnetServer>;

    public sealed class On_redis_server(RealRedisServer redis) : RedisLedgerContractTests(redis), IClassFixture<RealRedisServer>;
}

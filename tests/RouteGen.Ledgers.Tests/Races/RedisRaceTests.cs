using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Redis;
using RouteGen.TestSupport.Redis;

namespace RouteGen.Ledgers.Tests.Races;

/// <summary>64 callers at one cap in Redis.</summary>
public abstract class RedisRaceTests(RedisServer redis, ITestOutputHelper output) : RedisSuite(redis)
{
    [Fact]
    public async Task In_redis()
    {
        await using var ledger = new RedisBudgetLedger(Redis.ConnectionString);
        output.WriteLine(await new Race(ledger, RaceTests.Reservations(10_000)).RunAsync());
    }

    public sealed class On_Garnet(GarnetServer redis, ITestOutputHelper output)
        : RedisRaceTests(redis, output), IClassFixture<GarnetServer>;

    public sealed class On_redis_server(RealRedisServer redis, ITestOutputHelper output)
        : RedisRaceTests(redis, output), IClassFixture<RealRedisServer>;
}

using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Ledgers.Worker;
using RouteGen.Redis;
using RouteGen.TestSupport.Redis;

namespace RouteGen.Ledgers.Tests.Processes;

/// <summary>Processes that charge a Redis server and die lose nothing that was settled, and hold nothing for ever.</summary>
public abstract class RedisKilledProcessTests(RedisServer redis, ITestOutputHelper output) : RedisSuite(redis)
{
    [Fact]
    public async Task On_redis()
    {
        await using var now = new RedisBudgetLedger(Redis.ConnectionString);
        await using var later = new RedisBudgetLedger(Redis.ConnectionString) { ClockOffset = 2 * WorkerAccounts.Lifetime };
        output.WriteLine(await new Killings("redis", Redis.ConnectionString).RunAsync(now, later));
    }

    public sealed class On_Garnet(GarnetServer redis, ITestOutputHelper output)
        : RedisKilledProcessTests(redis, output), IClassFixture<GarnetServer>;

    public sealed class On_redis_server(RealRedisServer redis, ITestOutputHelper output)
        : RedisKilledProcessTests(redis, output), IClassFixture<RealRedisServer>;
}

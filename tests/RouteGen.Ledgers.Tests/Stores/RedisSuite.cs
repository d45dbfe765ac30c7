using RouteGen.TestSupport.Redis;

namespace RouteGen.Ledgers.Tests.Stores;

/// <summary>
/// Tests of a Redis server, which run on Garnet everywhere and on redis-server where it is installed: where it is not, each of them is
/// skipped there, with the reason. A suite is an abstract class with one sealed class in it for each server; its tests use
/// <see cref="Redis"/>, or <see cref="RedisServer.Another"/> for a server of their own:
/// <code>
/// public abstract class RedisKeysTests(RedisServer redis) : RedisSuite(redis)
/// {
///     [Fact]
///     public async Task Every_key_expires() { … new RedisBudgetLedger(Redis.ConnectionString) … }
///
///     public sealed class On_Garnet(GarnetServer redis) : RedisKeysTests(redis), IClassFixture&lt;GarnetServer&gt;;
///
///     public sealed class On_redis_server(RealRedisServer redis) : RedisKeysTests(redis), IClassFixture&lt;RealRedisServer&gt;;
/// }
/// </code>
/// Run one with <c>-class "*RedisKeysTests*"</c>.
/// </summary>
public abstract class RedisSuite
{
    protected RedisSuite(RedisServer redis)
    {
        Redis = redis;
        if (redis.Missing is { } reason)
        {
            Assert.Skip(reason);
        }
    }

    protected RedisServer Redis { get; }

    /// <summary>Skips a test on Garnet, which lacks a command that the test needs.</summary>
    protected void NeedsRealServer(string command) =>
        Assert.SkipWhen(Redis is GarnetServer, $"Garnet has no {command}: this runs on redis-server only.");
}

using Microsoft.Extensions.Time.Testing;
using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Ledgers.Worker;
using RouteGen.Redis;
using RouteGen.Sqlite;

namespace RouteGen.Ledgers.Tests.Processes;

/// <summary>Processes that die lose nothing that was settled, and hold nothing for ever.</summary>
public sealed class KilledProcessTests(RedisServer redis, ITestOutputHelper output) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task On_a_sqlite_file()
    {
        var folder = Directory.CreateTempSubdirectory("routegen-kills-").FullName;
        var path = Path.Combine(folder, "budgets.db");
        using (var now = new SqliteBudgetLedger(path))
        using (var later = new SqliteBudgetLedger(path, time: new FakeTimeProvider(DateTimeOffset.UtcNow + (2 * WorkerAccounts.Lifetime))))
        {
            output.WriteLine(await new Killings("sqlite", path).RunAsync(now, later));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task On_redis()
    {
        await using var now = new RedisBudgetLedger(redis.ConnectionString);
        await using var later = new RedisBudgetLedger(redis.ConnectionString) { ClockOffset = 2 * WorkerAccounts.Lifetime };
        output.WriteLine(await new Killings("redis", redis.ConnectionString).RunAsync(now, later));
    }
}

using RouteGen.Budgets;
using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Ledgers.Worker;
using RouteGen.Redis;
using RouteGen.TestSupport.Doubles;
using RouteGen.TestSupport.Redis;

namespace RouteGen.Ledgers.Tests.Processes;

/// <summary>Two processes race for one cap while their server crashes and comes back from what it has on disk.</summary>
public abstract class ServerRestartTests(RedisServer redis, ITestOutputHelper output) : RedisSuite(redis)
{
    private const int Callers = 16;
    private const long Cap = 300_000;

    [Fact]
    public async Task Two_processes_lose_nothing_when_redis_is_killed_and_started_again()
    {
        await using var server = Redis.Another(isDurable: true);
        await server.InitializeAsync();
        await using var ledger = new RedisBudgetLedger(server.HastyConnectionString);
        using var first = new WorkerProcess("redis", server.HastyConnectionString, 1, Callers, Cap);
        using var second = new WorkerProcess("redis", server.HastyConnectionString, 2, Callers, Cap);
        await Task.WhenAll(first.SettledOnceAsync(), second.SettledOnceAsync());
        await ObserveUntilAsync(ledger, seen => seen.Committed.Units > Cap / 4);
        var before = (first.Settlements, second.Settlements);

        await server.KillAsync();
        await Assert.ThrowsAsync<RedisLedgerException>(async () => await ledger.GetBalanceAsync(WorkerAccounts.Shared));
        await server.StartAsync();

        // Both come back, and go on to the cap.
        await ObserveUntilAsync(ledger, seen => seen.Committed.Units > Cap * 9 / 10 && first.Refusals > 0 && second.Refusals > 0);
        await Task.WhenAll(first.StopAsync(), second.StopAsync());

        output.WriteLine($"{before} settlements before the crash, {(first.Settlements, second.Settlements)} at the end");
        WorkerProcess.CallerBook[] callers = [.. first.Callers.Values, .. second.Callers.Values];
        Assert.All(callers, static c => Assert.Null(c.Trying));
        await using var patient = new RedisBudgetLedger(server.ConnectionString);
        var end = await patient.GetBalanceAsync(WorkerAccounts.Shared);
        Assert.Equal(Amounts.Balance(callers.Sum(static c => c.Settled), 0), end);
        Assert.InRange(end.Committed.Units, Cap * 9 / 10, Cap);
        Assert.True(first.Settlements + second.Settlements > before.Item1 + before.Item2, "Nothing was settled after the crash.");
    }

    private static async Task ObserveUntilAsync(RedisBudgetLedger ledger, Func<BudgetBalance, bool> isEnough)
    {
        for (var i = 0; i < 60_000; i++)
        {
            try
            {
                var seen = await ledger.GetBalanceAsync(WorkerAccounts.Shared);
                Assert.InRange((seen.Committed + seen.Reserved).Units, 0, Cap);
                if (isEnough(seen))
                {
                    return;
                }
            }
            catch (RedisLedgerException)
            {
                // It is not back yet.
            }

            await Task.Delay(5);
        }

        Assert.Fail("The cap was not reached for minutes.");
    }

    public sealed class On_Garnet(GarnetServer redis, ITestOutputHelper output)
        : ServerRestartTests(redis, output), IClassFixture<GarnetServer>;

    public sealed class On_redis_server(RealRedisServer redis, ITestOutputHelper output)
        : ServerRestartTests(redis, output), IClassFixture<RealRedisServer>;
}

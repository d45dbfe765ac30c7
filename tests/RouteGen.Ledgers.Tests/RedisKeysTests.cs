using System.Globalization;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Redis;
using RouteGen.TestSupport.Doubles;
using RouteGen.TestSupport.Redis;
using StackExchange.Redis;

namespace RouteGen.Ledgers.Tests;

/// <summary>What the ledger leaves in a Redis server, and what it asks of it.</summary>
public abstract class RedisKeysTests(RedisServer redis) : RedisSuite(redis)
{
    private static readonly BudgetAccount Daily = new()
    {
        Table = "Keys",
        Budget = "daily",
        Unit = BudgetUnit.Usd,
        Scope = "ada {x}",
        Window = BudgetWindow.CreateCalendar(BudgetPeriod.Day)
    };
    private static readonly BudgetAccount Sliding = new()
    {
        Table = "Keys",
        Budget = "rate",
        Unit = BudgetUnit.Calls,
        Scope = "",
        Window = BudgetWindow.CreateSliding(TimeSpan.FromHours(1))
    };

    [Fact]
    public async Task Every_key_expires_and_all_of_a_table_are_in_one_slot()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        await using var ledger = new RedisBudgetLedger(connection, new RedisLedgerOptions { KeyPrefix = "expiry:" });
        var lifetime = TimeSpan.FromMinutes(1);
        await ledger.ReserveAsync(
            new BudgetReservation { Id = "held", Charges = [Amounts.Charge(Daily, 5), Amounts.Charge(Sliding, 1)], Lifetime = lifetime });
        await ledger.ReserveAsync(new BudgetReservation
        {
            Id = "settled",
            Charges = [Amounts.Charge(Daily, 5), Amounts.Charge(Sliding, 1)],
            Lifetime = lifetime
        });
        await ledger.SettleAsync(new BudgetSettlement { Id = "settled", Charges = [Amounts.Charge(Daily, 5), Amounts.Charge(Sliding, 1)] });

        RedisKey[] keys = [.. connection.GetServers()[0].Keys(pattern: "expiry:*")];
        Assert.Equal(5, keys.Length);
        Assert.Single(keys.Select(connection.HashSlot).Distinct());
        foreach (var key in keys)
        {
            var left = await connection.GetDatabase().KeyTimeToLiveAsync(key);

            // What is held is charged when it expires, and may be noticed as late as it counts.
            var most = $"{key}".Contains(":reservation:", StringComparison.Ordinal) ? lifetime + TimeSpan.FromHours(1)
                : lifetime + ($"{key}".Contains("Keys/daily", StringComparison.Ordinal) ? TimeSpan.FromDays(1) : TimeSpan.FromMinutes(61));
            Assert.InRange(left ?? TimeSpan.MaxValue, most - TimeSpan.FromSeconds(30), most + TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task A_reservation_and_a_settlement_take_one_round_trip_each()
    {
        NeedsRealServer("CONFIG RESETSTAT");
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        await using var ledger = new RedisBudgetLedger(connection, new RedisLedgerOptions { KeyPrefix = "trips:" });
        var server = connection.GetServers()[0];

        await CallAsync(ledger, "warm");
        await server.ConfigResetStatisticsAsync();
        await CallAsync(ledger, "counted");

        Assert.Equal(2, await CallsAsync(server, "evalsha"));
        Assert.Equal(0, await CallsAsync(server, "eval") + await CallsAsync(server, "script|load"));
    }

    [Fact]
    public async Task A_server_that_forgot_the_scripts_gets_them_again()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        await using var ledger = new RedisBudgetLedger(connection, new RedisLedgerOptions { KeyPrefix = "forgets:" });
        await CallAsync(ledger, "before");

        await connection.GetServers()[0].ScriptFlushAsync();
        await connection.GetDatabase().ScriptEvaluateAsync("return 1");
        await CallAsync(ledger, "after the flush");

        Assert.Equal(Amounts.Balance(6, 0), await ledger.GetBalanceAsync(Daily));
    }

    [Fact]
    public async Task A_cluster_takes_all_keys_of_a_call_in_one_slot()
    {
        await using var cluster = Redis.Another(isCluster: true);
        await cluster.InitializeAsync();
        await using var ledger = new RedisBudgetLedger(cluster.ConnectionString);
        BudgetCharge[] charges =
        [
            Amounts.Charge(Daily, 5, 10), Amounts.Charge(Sliding, 1, 10), Amounts.Charge(Daily with { Scope = "bob" }, 5, 10)
        ];

        Assert.True((await ledger.ReserveAsync(
            new BudgetReservation { Id = "one", Charges = charges, Lifetime = TimeSpan.FromMinutes(1) })).IsGranted);
        await ledger.SettleAsync(new BudgetSettlement { Id = "one", Charges = charges });

        Assert.Equal(Amounts.Balance(5, 0), await ledger.GetBalanceAsync(Daily));
        Assert.False((await ledger.ReserveAsync(
            new BudgetReservation { Id = "two", Charges = [Amounts.Charge(Daily, 6, 10)], Lifetime = TimeSpan.FromMinutes(1) })).IsGranted);
    }

    [Fact]
    public async Task Applications_with_other_prefixes_have_other_budgets()
    {
        await using var ours = new RedisBudgetLedger(Redis.ConnectionString, new RedisLedgerOptions { KeyPrefix = "ours:" });
        await using var theirs = new RedisBudgetLedger(Redis.ConnectionString, new RedisLedgerOptions { KeyPrefix = "theirs:" });

        await ours.SettleAsync(new BudgetSettlement { Id = "a", Charges = [Amounts.Charge(Daily, 5)] });

        Assert.Equal(Amounts.Balance(5, 0), await ours.GetBalanceAsync(Daily));
        Assert.Equal(default, await theirs.GetBalanceAsync(Daily));
    }

    [Fact]
    public async Task A_reservation_expires_by_the_servers_own_time()
    {
        await using var ledger = new RedisBudgetLedger(Redis.ConnectionString, new RedisLedgerOptions { KeyPrefix = "time:" });
        await ledger.ReserveAsync(new BudgetReservation
        {
            Id = "short",
            Charges = [Amounts.Charge(Daily, 5, ifExpired: 3)],
            Lifetime = TimeSpan.FromMilliseconds(300)
        });
        await ledger.ReserveAsync(
            new BudgetReservation { Id = "long", Charges = [Amounts.Charge(Daily, 7)], Lifetime = TimeSpan.FromHours(1) });

        for (var i = 0; i < 15_000 && await ledger.GetBalanceAsync(Daily) == Amounts.Balance(0, 12); i++)
        {
            await Task.Delay(20);
        }

        Assert.Equal(Amounts.Balance(3, 7), await ledger.GetBalanceAsync(Daily));
    }

    private static async Task CallAsync(RedisBudgetLedger ledger, string id)
    {
        var reservation = new BudgetReservation { Id = id, Charges = [Amounts.Charge(Daily, 5, 100)], Lifetime = TimeSpan.FromMinutes(1) };
        Assert.True((await ledger.ReserveAsync(reservation)).IsGranted);
        await ledger.SettleAsync(new BudgetSettlement { Id = id, Charges = [Amounts.Charge(Daily, 3)] });
    }

    private static async Task<long> CallsAsync(IServer server, string command)
    {
        var stats = (await server.InfoAsync("commandstats"))
            .SelectMany(static g => g)
            .FirstOrDefault(p => p.Key == $"cmdstat_{command}").Value;
        return stats is null ? 0 : long.Parse(stats.Split(',')[0]["calls=".Length..], CultureInfo.InvariantCulture);
    }

    public sealed class On_Garnet(GarnetServer redis) : RedisKeysTests(redis), IClassFixture<GarnetServer>;

    public sealed class On_redis_server(RealRedisServer redis) : RedisKeysTests(redis), IClassFixture<RealRedisServer>;
}

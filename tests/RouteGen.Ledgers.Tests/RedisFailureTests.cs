using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Redis;
using RouteGen.TestSupport.Doubles;
using RouteGen.TestSupport.Redis;
using StackExchange.Redis;

namespace RouteGen.Ledgers.Tests;

/// <summary>A Redis that cannot be used is reported in words that hold no key, no user and no password.</summary>
public abstract class RedisFailureTests(RedisServer redis) : RedisSuite(redis)
{
    private static readonly BudgetAccount Account = new()
    {
        Table = "T",
        Budget = "daily",
        Unit = BudgetUnit.Usd,
        Scope = "ada@example.com",
        Window = BudgetWindow.CreateCalendar(BudgetPeriod.Day)
    };
    private static readonly BudgetReservation Reservation =
        new() { Id = "one", Charges = [Amounts.Charge(Account, 1)], Lifetime = TimeSpan.FromMinutes(1) };

    [Fact]
    public async Task A_server_that_is_not_there()
    {
        await using var ledger = new RedisBudgetLedger(
            "127.0.0.1:1,password=hunter2,connectTimeout=200,connectRetry=0,asyncTimeout=300,syncTimeout=300");

        await TellsAsync("Redis cannot be reached (", () => ledger.ReserveAsync(Reservation).AsTask());
        await TellsAsync(
            "Redis cannot be reached (",
            () => ledger.SettleAsync(new BudgetSettlement { Id = "one", Charges = Reservation.Charges }).AsTask());
    }

    [Fact]
    public async Task A_server_that_refuses()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        await using var ledger = new RedisBudgetLedger(connection, new RedisLedgerOptions { KeyPrefix = "refuses:" });
        await connection.GetDatabase().StringSetAsync($"refuses:{{T}}:account:{Account.Key}", "not a hash");

        await TellsAsync("Redis refused (", () => ledger.ReserveAsync(Reservation).AsTask());
    }

    [Fact]
    public async Task A_server_that_is_full()
    {
        NeedsRealServer("CONFIG SET maxmemory");
        await using var full = Redis.Another();
        await full.InitializeAsync();
        await using var connection = await ConnectionMultiplexer.ConnectAsync(full.ConnectionString);
        await using var ledger = new RedisBudgetLedger(connection);
        await connection.GetServers()[0].ConfigSetAsync("maxmemory", "1");

        await TellsAsync("Redis refused (OOM)", () => ledger.ReserveAsync(Reservation).AsTask());

        await connection.GetServers()[0].ConfigSetAsync("maxmemory", "0");
        Assert.True((await ledger.ReserveAsync(Reservation)).IsGranted);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time()
    {
        NeedsRealServer("CLIENT PAUSE");
        await using var slow = Redis.Another();
        await slow.InitializeAsync();
        await using var hasty = await ConnectionMultiplexer.ConnectAsync($"{slow.HastyConnectionString},asyncTimeout=200");
        await using var ledger = new RedisBudgetLedger(hasty);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(slow.HastyConnectionString);
        await connection.GetDatabase().ExecuteAsync("CLIENT", "PAUSE", "600000", "ALL");

        await TellsAsync("Redis did not answer in time.", () => ledger.GetBalanceAsync(Account).AsTask());

        // Nobody waits for it to come back.
        await slow.KillAsync();
    }

    [Fact]
    public async Task A_caller_who_cancels_does_not_wait()
    {
        await using var ledger = new RedisBudgetLedger(Redis.ConnectionString);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => ledger.ReserveAsync(Reservation, new CancellationToken(canceled: true)).AsTask());
    }

    [Theory]
    [InlineData("localhost:6379,password=hunter2,defaultDatabase=hunter2")]
    [InlineData("localhost:6379,hunter2=1")]
    public void A_connection_string_that_cannot_be_read(string text) =>
        Assert.DoesNotContain(
            "hunter2", Assert.Throws<ArgumentException>(() => new RedisBudgetLedger(text)).ToString(), StringComparison.Ordinal);

    private static async Task TellsAsync(string start, Func<Task> call)
    {
        var e = await Assert.ThrowsAsync<RedisLedgerException>(call);
        Assert.StartsWith(start, e.Message, StringComparison.Ordinal);
        Assert.Null(e.InnerException);
        Assert.DoesNotContain("ada", e.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", e.ToString(), StringComparison.Ordinal);
    }

    public sealed class On_Garnet(GarnetServer redis) : RedisFailureTests(redis), IClassFixture<GarnetServer>;

    public sealed class On_redis_server(RealRedisServer redis) : RedisFailureTests(redis), IClassFixture<RealRedisServer>;
}

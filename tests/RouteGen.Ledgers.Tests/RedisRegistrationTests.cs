using Microsoft.Extensions.DependencyInjection;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Redis;
using RouteGen.TestSupport.Redis;
using StackExchange.Redis;

namespace RouteGen.Ledgers.Tests;

/// <summary>A registered ledger in Redis is the one that tables get, before or after them.</summary>
public abstract class RedisRegistrationTests(RedisServer redis) : RedisSuite(redis)
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Redis_by_its_connection_string(bool isFirst)
    {
        await using var services = RegistrationTests.Build(
            isFirst, s => s.AddRouteRedisLedger(Redis.ConnectionString, o => o.KeyPrefix = "registered:"));
        var ledger = services.GetRequiredService<IBudgetLedger>();
        Assert.IsType<RedisBudgetLedger>(ledger);
        Assert.Equal(default, await ledger.GetBalanceAsync(new BudgetAccount
        {
            Table = "T",
            Budget = "b",
            Unit = BudgetUnit.Usd,
            Scope = "",
            Window = BudgetWindow.CreateCalendar(BudgetPeriod.Day)
        }));
    }

    [Fact]
    public async Task Redis_over_the_applications_connection_which_stays_its_own()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        using (var services = RegistrationTests.Build(true, s => s.AddSingleton<IConnectionMultiplexer>(connection)
            .AddRouteRedisLedger(p => p.GetRequiredService<IConnectionMultiplexer>())))
        {
            await services.GetRequiredService<IBudgetLedger>().GetBalanceAsync(new BudgetAccount
            {
                Table = "T",
                Budget = "b",
                Unit = BudgetUnit.Usd,
                Scope = "",
                Window = BudgetWindow.CreateCalendar(BudgetPeriod.Day)
            });
        }

        Assert.True(connection.GetDatabase().Ping() > TimeSpan.Zero);
    }

    public sealed class On_Garnet(GarnetServer redis) : RedisRegistrationTests(redis), IClassFixture<GarnetServer>;

    public sealed class On_redis_server(RealRedisServer redis) : RedisRegistrationTests(redis), IClassFixture<RealRedisServer>;
}

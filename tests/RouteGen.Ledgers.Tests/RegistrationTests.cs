using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RouteGen.Budgets;
using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Redis;
using RouteGen.Sqlite;
using StackExchange.Redis;

namespace RouteGen.Ledgers.Tests;

/// <summary>A registered ledger is the one that tables get, before or after them.</summary>
public sealed class RegistrationTests(RedisServer redis) : IClassFixture<RedisServer>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sqlite_file(bool isFirst)
    {
        var folder = Directory.CreateTempSubdirectory("routegen-services-").FullName;
        var path = Path.Combine(folder, "budgets.db");
        await using (ServiceProvider services = Build(isFirst, s => s.AddRouteGenSqliteLedger(path, o => o.Durability = SqliteDurability.Normal)))
        {
            Assert.IsType<SqliteBudgetLedger>(services.GetRequiredService<IBudgetLedger>());
            Assert.True(File.Exists(path));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_file_that_cannot_be_used_stops_the_start_of_the_host()
    {
        using ServiceProvider services = Build(true, s => s.AddRouteGenSqliteLedger(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}", "budgets.db")));
        Assert.Throws<IOException>(services.GetRequiredService<IBudgetLedger>);
        Assert.Throws<IOException>(services.GetRequiredService<IStartupValidator>().Validate);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Redis_by_its_connection_string(bool isFirst)
    {
        await using ServiceProvider services = Build(isFirst, s => s.AddRouteGenRedisLedger(redis.ConnectionString, o => o.KeyPrefix = "registered:"));
        IBudgetLedger ledger = services.GetRequiredService<IBudgetLedger>();
        Assert.IsType<RedisBudgetLedger>(ledger);
        Assert.Equal(default, await ledger.GetBalanceAsync(new BudgetAccount("T", "b", BudgetUnit.Usd, "", BudgetWindow.Calendar(BudgetPeriod.Day))));
    }

    [Fact]
    public async Task Redis_over_the_applications_connection_which_stays_its_own()
    {
        await using ConnectionMultiplexer connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        using (ServiceProvider services = Build(true, s => s.AddSingleton<IConnectionMultiplexer>(connection).AddRouteGenRedisLedger(p => p.GetRequiredService<IConnectionMultiplexer>())))
        {
            await services.GetRequiredService<IBudgetLedger>().GetBalanceAsync(new BudgetAccount("T", "b", BudgetUnit.Usd, "", BudgetWindow.Calendar(BudgetPeriod.Day)));
        }

        Assert.True(connection.GetDatabase().Ping() > TimeSpan.Zero);
    }

    /// <summary>What a table with budgets registers, before or after the ledger.</summary>
    private static ServiceProvider Build(bool isFirst, Action<IServiceCollection> add)
    {
        var services = new ServiceCollection();
        if (isFirst)
        {
            add(services);
        }

        services.TryAddSingleton<IBudgetLedger>(static _ => new InMemoryBudgetLedger());
        if (!isFirst)
        {
            add(services);
        }

        return services.BuildServiceProvider();
    }
}

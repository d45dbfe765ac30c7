using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using RouteGen.Budgets;
using RouteGen.Sqlite;

namespace RouteGen.Ledgers.Tests;

/// <summary>A registered ledger is the one that tables get, before or after them.</summary>
public sealed class RegistrationTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_sqlite_file(bool isFirst)
    {
        var folder = Directory.CreateTempSubdirectory("routegen-services-").FullName;
        var path = Path.Combine(folder, "budgets.db");
        await using (var services = Build(isFirst, s => s.AddRouteSqliteLedger(path, o => o.Durability = SqliteDurability.Normal)))
        {
            Assert.IsType<SqliteBudgetLedger>(services.GetRequiredService<IBudgetLedger>());
            Assert.True(File.Exists(path));
        }

        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_file_that_cannot_be_used_stops_the_start_of_the_host()
    {
        using var services = Build(
            true, s => s.AddRouteSqliteLedger(Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}", "budgets.db")));
        Assert.Throws<IOException>(services.GetRequiredService<IBudgetLedger>);
        Assert.Throws<IOException>(services.GetRequiredService<IStartupValidator>().Validate);
    }

    /// <summary>What a table with budgets registers, before or after the ledger.</summary>
    internal static ServiceProvider Build(bool isFirst, Action<IServiceCollection> add)
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

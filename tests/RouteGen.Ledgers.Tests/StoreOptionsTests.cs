using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen.Redis;
using RouteGen.Sqlite;

namespace RouteGen.Ledgers.Tests;

/// <summary>Options that are not what they must be are refused where they are given: at registration, and in the constructors.</summary>
public sealed class StoreOptionsTests
{
    private const string Nowhere = "localhost:1";

    public static TheoryData<string, Action<SqliteFileOptions>> WrongSqlite => new()
    {
        { "BusyTimeout must be from 00:00:00 to 1.00:00:00, and is -00:00:01.", o => o.BusyTimeout = TimeSpan.FromSeconds(-1) },
        { "BusyTimeout must be from 00:00:00 to 1.00:00:00, and is 30.00:00:00.", o => o.BusyTimeout = TimeSpan.FromDays(30) },
        { "Durability must be Full or Normal, and is 5.", o => o.Durability = (SqliteDurability)5 },
    };

    public static TheoryData<string, string?> WrongRedis => new()
    {
        { "RedisLedgerOptions.KeyPrefix must not be null; it may be empty.", null },
        { "RedisLedgerOptions.KeyPrefix must have no braces, which choose the slot of a cluster, and is 'a{}:'.", "a{}:" },
    };

    [Theory]
    [MemberData(nameof(WrongSqlite))]
    public void Wrong_options_of_a_file(string problem, Action<SqliteFileOptions> configure)
    {
        var ledger = new SqliteLedgerOptions();
        configure(ledger);
        var spend = new SqliteSpendOptions();
        configure(spend);
        var path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.db");

        Refused("SqliteLedgerOptions." + problem, () => new ServiceCollection().AddRouteSqliteLedger(path, configure));
        Refused("SqliteSpendOptions." + problem, () => new ServiceCollection().AddRouteSqliteSpend(path, configure));
        Refused("SqliteLedgerOptions." + problem, () => new SqliteBudgetLedger(path, ledger));
        Refused("SqliteSpendOptions." + problem, () => new SqliteSpendStore(path, spend));
        Assert.False(File.Exists(path));
    }

    [Theory]
    [MemberData(nameof(WrongRedis))]
    public void Wrong_options_of_redis(string problem, string? prefix)
    {
        Refused(problem, () => new ServiceCollection().AddRouteRedisLedger(Nowhere, o => o.KeyPrefix = prefix!));
        Refused(problem, () => new ServiceCollection().AddRouteRedisLedger(
            static _ => throw new InvalidOperationException(), o => o.KeyPrefix = prefix!));
        Refused(problem, () => new RedisBudgetLedger(Nowhere, new RedisLedgerOptions { KeyPrefix = prefix! }));
    }

    [Fact]
    public void A_file_that_is_waited_for_not_at_all_and_no_prefix_are_options()
    {
        new ServiceCollection().AddRouteSqliteLedger("budgets.db", static o => o.BusyTimeout = TimeSpan.Zero);
        using var ledger = new RedisBudgetLedger(Nowhere, new RedisLedgerOptions { KeyPrefix = "" });
    }

    private static void Refused(string problem, Func<object> give) =>
        Assert.Equal(problem, Assert.Throws<OptionsValidationException>(give).Message);
}

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Sqlite;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Ledgers.Tests;

/// <summary>What a SQLite file keeps, and what happens with one that cannot be used.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private static readonly BudgetAccount Account = new()
    {
        Table = "T",
        Budget = "daily",
        Unit = BudgetUnit.Usd,
        Scope = "ada",
        Window = BudgetWindow.CreateCalendar(BudgetPeriod.Month)
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-sqlite-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "budgets.db");

    [Fact]
    public async Task What_was_settled_and_what_is_reserved_survive_the_ledger()
    {
        using (var ledger = new SqliteBudgetLedger(Path))
        {
            await ledger.ReserveAsync(
                new BudgetReservation { Id = "one", Charges = [Amounts.Charge(Account, 10, 100)], Lifetime = TimeSpan.FromMinutes(1) });
            await ledger.ReserveAsync(
                new BudgetReservation { Id = "two", Charges = [Amounts.Charge(Account, 20, 100)], Lifetime = TimeSpan.FromMinutes(1) });
            await ledger.SettleAsync(new BudgetSettlement { Id = "one", Charges = [Amounts.Charge(Account, 7)] });
        }

        using var reopened = new SqliteBudgetLedger(Path);
        Assert.Equal(Amounts.Balance(7, 20), await reopened.GetBalanceAsync(Account));
    }

    [Fact]
    public void A_file_that_is_no_database_is_named_and_left_as_it_is()
    {
        var text = string.Concat(Enumerable.Repeat("minutes of a meeting\n", 100));
        File.WriteAllText(Path, text);

        var e = Assert.Throws<InvalidDataException>(() => new SqliteBudgetLedger(Path));

        Assert.Contains(Path, e.Message, StringComparison.Ordinal);
        Assert.Contains("is not a SQLite database", e.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Path));
    }

    [Fact]
    public void A_file_of_a_newer_package_asks_for_an_update()
    {
        new SqliteBudgetLedger(Path).Dispose();
        Execute("UPDATE routegen_schema SET version = 7 WHERE part = 'budgets'");

        var e = Assert.Throws<InvalidOperationException>(() => new SqliteBudgetLedger(Path));

        Assert.Contains(
            "has version 7 of the tables 'budgets', and this RouteGen.Sqlite knows version 2. Update the package.",
            e.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_reported()
    {
        var e = Assert.Throws<IOException>(() => new SqliteBudgetLedger(System.IO.Path.Combine(_folder, "missing", "budgets.db")));

        Assert.Contains("Its folder must exist", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_in_memory_is_not_a_ledger_that_lasts() =>
        Assert.Contains(
            "write-ahead log",
            Assert.Throws<InvalidOperationException>(() => new SqliteBudgetLedger(":memory:")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData(SqliteDurability.Full)]
    [InlineData(SqliteDurability.Normal)]
    public async Task A_file_is_in_write_ahead_mode_and_serves_both_durabilities(SqliteDurability durability)
    {
        using var ledger = new SqliteBudgetLedger(Path, new SqliteLedgerOptions { Durability = durability });
        await ledger.SettleAsync(new BudgetSettlement { Id = "x", Charges = [Amounts.Charge(Account, 1)] });

        Assert.Equal("wal", Execute("PRAGMA journal_mode"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task A_file_that_is_deleted_in_use_fails_every_operation_and_is_reported(string ending)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows deletes no file that is in use.");
        using var ledger = new SqliteBudgetLedger(Path);
        await ledger.SettleAsync(new BudgetSettlement { Id = "before", Charges = [Amounts.Charge(Account, 1)] });

        File.Delete(Path + ending);

        await FailsAsync(ledger, Path + ending);
    }

    [Fact]
    public async Task A_file_that_is_replaced_in_use_fails_every_operation_until_the_ledger_is_opened_again()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows replaces no file that is in use.");
        using var ledger = new SqliteBudgetLedger(Path);
        await ledger.SettleAsync(new BudgetSettlement { Id = "before", Charges = [Amounts.Charge(Account, 1)] });

        foreach (var ending in new[] { "", "-wal", "-shm" })
        {
            File.Move(Path + ending, Path + ".old" + ending);
        }

        using var other = new SqliteBudgetLedger(Path);
        await other.SettleAsync(new BudgetSettlement { Id = "other", Charges = [Amounts.Charge(Account, 5)] });

        await FailsAsync(ledger, Path);
        Assert.Equal(Amounts.Balance(5, 0), await other.GetBalanceAsync(Account));
    }

    [Fact]
    public async Task A_file_that_is_put_back_goes_on_as_it_was()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows moves no file that is in use.");
        using var ledger = new SqliteBudgetLedger(Path);
        await ledger.SettleAsync(new BudgetSettlement { Id = "before", Charges = [Amounts.Charge(Account, 1)] });
        File.Move(Path, Path + ".away");
        await FailsAsync(ledger, Path);
        File.Move(Path + ".away", Path);

        await ledger.SettleAsync(new BudgetSettlement { Id = "after", Charges = [Amounts.Charge(Account, 2)] });
        Assert.Equal(Amounts.Balance(3, 0), await ledger.GetBalanceAsync(Account));
    }

    [Fact]
    public async Task Spend_is_not_written_into_a_file_that_is_gone()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows deletes no file that is in use.");
        using var store = new SqliteSpendStore(Path);
        File.Delete(Path);

        await Assert.ThrowsAsync<FileNotFoundException>(async () => await store.AppendAsync([]));
    }

    private static async Task FailsAsync(SqliteBudgetLedger ledger, string file)
    {
        for (var i = 0; i < 2; i++)
        {
            var e = await Assert.ThrowsAsync<FileNotFoundException>(
                async () => await ledger.ReserveAsync(
                    new BudgetReservation { Id = "x", Charges = [Amounts.Charge(Account, 1)], Lifetime = TimeSpan.FromMinutes(1) }));
            Assert.Contains(file, e.Message, StringComparison.Ordinal);
            await Assert.ThrowsAsync<FileNotFoundException>(
                async () => await ledger.SettleAsync(new BudgetSettlement { Id = "x", Charges = [Amounts.Charge(Account, 1)] }));
            await Assert.ThrowsAsync<FileNotFoundException>(async () => await ledger.GetBalanceAsync(Account));
        }
    }

    [Fact]
    public async Task A_file_of_version_1_is_brought_up_and_what_it_holds_comes_back_as_it_said()
    {
        using (var ledger = new SqliteBudgetLedger(Path))
        {
            await ledger.ReserveAsync(new BudgetReservation
            {
                Id = "old",
                Charges = [Amounts.Charge(Account, 10, 100)],
                Lifetime = TimeSpan.FromMilliseconds(1)
            });
        }

        Execute("ALTER TABLE routegen_held DROP COLUMN estimate; ALTER TABLE routegen_held DROP COLUMN bucket; ALTER TABLE routegen_held " +
            "DROP COLUMN ends");
        Execute("UPDATE routegen_schema SET version = 1 WHERE part = 'budgets'");

        using var reopened = new SqliteBudgetLedger(Path, timeProvider: new FakeTimeProvider(DateTimeOffset.UtcNow.AddMinutes(1)));
        Assert.Equal(Amounts.Balance(0, 0), await reopened.GetBalanceAsync(Account));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}

using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.Sqlite;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Ledgers.Tests;

/// <summary>A SQLite file beside others that write to it, and over time.</summary>
public sealed class SqliteSharingTests : IDisposable
{
    private static readonly BudgetAccount Account = new()
    {
        Table = "T",
        Budget = "daily",
        Unit = BudgetUnit.Usd,
        Scope = "ada",
        Window = BudgetWindow.CreateCalendar(BudgetPeriod.Day)
    };
    private static readonly BudgetReservation Reservation =
        new() { Id = "one", Charges = [Amounts.Charge(Account, 1)], Lifetime = TimeSpan.FromMinutes(1) };

    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-sqlite-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "budgets.db");

    [Fact]
    public async Task An_operation_waits_for_others_that_write()
    {
        using var ledger = new SqliteBudgetLedger(Path);
        using var other = Locked();

        var waiting = ledger.ReserveAsync(Reservation).AsTask();
        await Task.Delay(100);
        Assert.False(waiting.IsCompleted);
        Execute(other, "ROLLBACK");

        Assert.True((await waiting).IsGranted);
    }

    [Fact]
    public async Task One_that_waits_too_long_fails_has_changed_nothing_and_the_next_goes_through()
    {
        using var ledger = new SqliteBudgetLedger(Path, new SqliteLedgerOptions { BusyTimeout = TimeSpan.FromMilliseconds(50) });
        using (Locked())
        {
            var e = await Assert.ThrowsAsync<SqliteException>(() => ledger.ReserveAsync(Reservation).AsTask());
            Assert.Equal(5, e.SqliteErrorCode);
        }

        Assert.Equal(default, await ledger.GetBalanceAsync(Account));
        Assert.True((await ledger.ReserveAsync(Reservation)).IsGranted);
    }

    [Fact]
    public async Task A_caller_who_cancels_does_not_wait_and_what_was_not_begun_is_not_done()
    {
        using var ledger = new SqliteBudgetLedger(Path);
        using var other = Locked();
        using var source = new CancellationTokenSource();

        // The first is at the file's door, the second behind it.
        var first = ledger.GetBalanceAsync(Account).AsTask();
        await Task.Delay(50);
        var second = ledger.ReserveAsync(Reservation, source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Execute(other, "ROLLBACK");

        await first;
        Assert.Equal(default, await ledger.GetBalanceAsync(Account));
    }

    [Fact]
    public async Task Two_ledgers_on_one_file_take_turns()
    {
        using var first = new SqliteBudgetLedger(Path, new SqliteLedgerOptions { Durability = SqliteDurability.Normal });
        using var second = new SqliteBudgetLedger(Path, new SqliteLedgerOptions { Durability = SqliteDurability.Normal });
        const int Turns = 500;
        async Task CallAsync(SqliteBudgetLedger ledger)
        {
            for (var i = 0; i < Turns; i++)
            {
                await ledger.SettleAsync(new BudgetSettlement { Id = "x", Charges = [Amounts.Charge(Account, 1)] });
            }
        }

        await Task.WhenAll(((SqliteBudgetLedger[])[first, second, first, second]).Select(l => Task.Run(() => CallAsync(l))));

        Assert.Equal(Amounts.Balance(4 * Turns, 0), await first.GetBalanceAsync(Account));
    }

    [Fact]
    public async Task What_no_longer_counts_is_forgotten()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));
        using var ledger = new SqliteBudgetLedger(Path, timeProvider: time);
        for (var i = 0; i < 20; i++)
        {
            await ledger.ReserveAsync(new BudgetReservation
            {
                Id = $"dead {i}",
                Charges = [Amounts.Charge(Account with { Scope = $"{i}" }, 1)],
                Lifetime = TimeSpan.FromMinutes(1)
            });
            await ledger.SettleAsync(
                new BudgetSettlement { Id = $"done {i}", Charges = [Amounts.Charge(Account with { Scope = $"{i}" }, 1)] });
        }

        time.Advance(TimeSpan.FromDays(2));
        await ledger.GetBalanceAsync(Account);
        time.Advance(TimeSpan.FromDays(2));
        await ledger.GetBalanceAsync(Account);

        using var connection = Open();
        foreach (var table in (string[])["account", "bucket", "reservation", "held"])
        {
            Assert.Equal(0L, Execute(connection, $"SELECT count(*) FROM routegen_{table}"));
        }
    }

    [Fact]
    public async Task A_ledger_that_is_disposed_of_ends_what_was_begun_and_takes_nothing_more()
    {
        var ledger = new SqliteBudgetLedger(Path);
        Task<BudgetReservationResult>[] begun =
        [
            .. Enumerable.Range(0, 50).Select(i => ledger.ReserveAsync(Reservation with { Id = $"{i}" }).AsTask())
        ];
        ledger.Dispose();
        ledger.Dispose();

        Assert.All(await Task.WhenAll(begun), static a => Assert.True(a.IsGranted));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => ledger.ReserveAsync(Reservation).AsTask());
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private SqliteConnection Locked()
    {
        var connection = Open();
        Execute(connection, "BEGIN IMMEDIATE");
        return connection;
    }
}

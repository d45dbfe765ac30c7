using RouteGen.Budgets;
using RouteGen.Sqlite.Budgets;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite;

/// <summary>
/// Keeps budgets in a SQLite file: they survive the process, and all processes of one machine that name the same file share them. The file
/// has to lie on a disk of this machine, not on a network share.
/// </summary>
/// <remarks>
/// Operations that come while the disk is busy share the next transaction, so that many callers wait for one write. An operation that fails
/// has changed nothing, unless the disk failed during the commit.
/// </remarks>
public sealed class SqliteBudgetLedger : IBudgetLedger, IDisposable
{
    private readonly BudgetBook _book;
    private readonly SqliteWriter _writer;

    /// <summary>Opens a file, or creates it.</summary>
    /// <param name="path">The file; its folder has to exist. SQLite keeps two more files beside it while it is open.</param>
    /// <param name="options">How it is kept.</param>
    /// <param name="timeProvider">The clock; the system's by default. Processes that share a file have to share it too.</param>
    /// <exception cref="InvalidDataException">The file is not a SQLite database.</exception>
    /// <exception cref="InvalidOperationException">A newer RouteGen.Sqlite has written the file, or it is not one that lasts.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public SqliteBudgetLedger(string path, SqliteLedgerOptions? options = null, TimeProvider? timeProvider = null)
    {
        var file = SqliteFile.Open(path, options ?? new SqliteLedgerOptions(), BudgetSchema.Part);
        _book = new BudgetBook(file.Connection, timeProvider ?? TimeProvider.System);
        _writer = new SqliteWriter(file);
    }

    /// <inheritdoc/>
    public ValueTask<BudgetReservationResult> ReserveAsync(BudgetReservation reservation, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reservation);
        return new(_writer.RunAsync(() => _book.Reserve(reservation), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask SettleAsync(BudgetSettlement settlement, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(settlement);
        return new(_writer.RunAsync(
            () =>
            {
                _book.Settle(settlement);
                return true;
            },
            cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<BudgetBalance> GetBalanceAsync(BudgetAccount account, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(account);
        return new(_writer.RunAsync(() => _book.Balance(account), cancellationToken));
    }

    /// <summary>Ends what was begun, and closes the file.</summary>
    public void Dispose() => _writer.Dispose(_book);
}

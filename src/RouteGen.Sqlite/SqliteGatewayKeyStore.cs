using RouteGen.Keys;
using RouteGen.Sqlite.Keys;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite;

/// <summary>
/// Keeps keys in a SQLite file, which may be that of budgets and spend: hashes, never secrets. Processes of one machine can share it;
/// <c>routegen keys</c> works on the file while endpoints use it.
/// </summary>
public sealed class SqliteGatewayKeyStore : IGatewayKeyStore, IDisposable
{
    private readonly SqliteWriter _writer;
    private readonly KeyBook _book;
    private readonly KeyReader _reader;

    /// <summary>Opens a file, or creates it.</summary>
    /// <param name="path">The file; its folder has to exist. SQLite keeps two more files beside it while it is open.</param>
    /// <param name="options">How it is kept.</param>
    /// <exception cref="InvalidDataException">The file is not a SQLite database.</exception>
    /// <exception cref="InvalidOperationException">A newer RouteGen.Sqlite has written the file, or it is not one that lasts.</exception>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public SqliteGatewayKeyStore(string path, SqliteKeyOptions? options = null)
    {
        var file = SqliteFile.Open(path, options ?? new SqliteKeyOptions(), KeySchema.Part);
        try
        {
            _reader = new KeyReader(path);
            _book = new KeyBook(file.Connection);
            _writer = new SqliteWriter(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public ValueTask<GatewayKey?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);

        // SQLite has no waiting of its own: the disk is read on a thread of the pool.
        return new(Task.Run(() => _reader.Find(id), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<GatewayKey?> FindByHashAsync(GatewayKeyHash hash, CancellationToken cancellationToken = default) =>
        new(Task.Run(() => _reader.Find(hash), cancellationToken));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GatewayKey>> ListAsync(CancellationToken cancellationToken = default) =>
        new(Task.Run(() => _reader.All(cancellationToken), cancellationToken));

    /// <inheritdoc/>
    public ValueTask<bool> AddAsync(GatewayKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(_writer.RunAsync(() => _book.Add(key), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceAsync(GatewayKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        return new(_writer.RunAsync(() => _book.Replace(key), cancellationToken));
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        return new(_writer.RunAsync(() => _book.Remove(id), cancellationToken));
    }

    /// <summary>Ends what was begun, and closes the file.</summary>
    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose(_book);
    }
}

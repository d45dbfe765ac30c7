using Microsoft.Data.Sqlite;
using RouteGen.Keys;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Keys;

/// <summary>Looks keys up on a connection of its own, which waits for no writer: of this process or of another.</summary>
internal sealed class KeyReader : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;
    private readonly FilePlace _place;
    private readonly Statement _byId;
    private readonly Statement _byHash;
    private readonly Statement _all;
    private bool _isDisposed;

    public KeyReader(string path)
    {
        _connection = SqliteReading.Open(path);
        try
        {
            _place = new FilePlace(_connection);
            _byId = new Statement(_connection, KeyRow.Select + " WHERE k.id = $1");
            _byHash = new Statement(_connection, KeyRow.Select + " JOIN routegen_key_hash h ON h.id = k.id WHERE h.hash = $1");
            _all = new Statement(_connection, KeyRow.Select + " ORDER BY k.id");
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    public GatewayKey? Find(string id) => First(_byId, id);

    public GatewayKey? Find(GatewayKeyHash hash) => First(_byHash, KeyRow.Bytes(hash));

    public IReadOnlyList<GatewayKey> All(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Check();
            List<GatewayKey> keys = [];
            using var row = _all.Read();
            while (row.Read())
            {
                cancellationToken.ThrowIfCancellationRequested();
                keys.Add(KeyRow.Read(row));
            }

            return keys;
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            _byId.Dispose();
            _byHash.Dispose();
            _all.Dispose();
            _connection.Dispose();
        }
    }

    private GatewayKey? First(Statement statement, object value)
    {
        lock (_gate)
        {
            Check();
            using var row = statement.Read(value);
            return row.Read() ? KeyRow.Read(row) : null;
        }
    }

    private void Check()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        _place.Check();
    }
}

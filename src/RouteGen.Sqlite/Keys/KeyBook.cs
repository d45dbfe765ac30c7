using Microsoft.Data.Sqlite;
using RouteGen.Keys;
using RouteGen.Sqlite.Storage;

namespace RouteGen.Sqlite.Keys;

/// <summary>Changes of keys, each inside a transaction of the writer's.</summary>
internal sealed class KeyBook(SqliteConnection connection) : IDisposable
{
    private readonly Statement _revision = new(connection, "SELECT revision FROM routegen_key WHERE id = $1");
    private readonly Statement _holder = new(connection, "SELECT id FROM routegen_key_hash WHERE hash = $1");
    private readonly Statement _insert = new(connection, KeyRow.Insert);
    private readonly Statement _delete = new(connection, "DELETE FROM routegen_key WHERE id = $1");
    private readonly Statement _addHash = new(connection, "INSERT INTO routegen_key_hash VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING");
    private readonly Statement _deleteHashes = new(connection, "DELETE FROM routegen_key_hash WHERE id = $1");

    public bool Add(GatewayKey key)
    {
        if (Revision(key.Id) is not null || !AreFree(key))
        {
            return false;
        }

        Put(key, 1);
        return true;
    }

    public bool Replace(GatewayKey key)
    {
        if (Revision(key.Id) != key.Revision || !AreFree(key))
        {
            return false;
        }

        Remove(key.Id);
        Put(key, key.Revision + 1);
        return true;
    }

    public bool Remove(string id)
    {
        _deleteHashes.Run(id);
        return _delete.Run(id) > 0;
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_revision, _holder, _insert, _delete, _addHash, _deleteHashes])
        {
            statement.Dispose();
        }
    }

    private long? Revision(string id)
    {
        using var row = _revision.Read(id);
        return row.Read() ? row.GetInt64(0) : null;
    }

    private bool AreFree(GatewayKey key) =>
        IsFree(key.Hash, key.Id) && (key.PreviousHash is not { } previous || IsFree(previous, key.Id));

    private bool IsFree(GatewayKeyHash hash, string id)
    {
        using var row = _holder.Read(KeyRow.Bytes(hash));
        return !row.Read() || row.GetString(0) == id;
    }

    private void Put(GatewayKey key, long revision)
    {
        _insert.Run(KeyRow.Values(key, revision));
        _addHash.Run(KeyRow.Bytes(key.Hash), key.Id);
        if (key.PreviousHash is { } previous)
        {
            _addHash.Run(KeyRow.Bytes(previous), key.Id);
        }
    }
}

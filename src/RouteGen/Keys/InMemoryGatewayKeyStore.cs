namespace RouteGen.Keys;

/// <summary>Keeps keys in the memory of this process: for tests, and for applications that load their keys themselves.</summary>
public sealed class InMemoryGatewayKeyStore : IGatewayKeyStore
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<string, GatewayKey> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<GatewayKeyHash, string> _hashes = [];

    /// <inheritdoc/>
    public bool IsReadOnly => false;

    /// <inheritdoc/>
    public ValueTask<GatewayKey?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new(_keys.GetValueOrDefault(id));
        }
    }

    /// <inheritdoc/>
    public ValueTask<GatewayKey?> FindByHashAsync(GatewayKeyHash hash, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new(_hashes.TryGetValue(hash, out var id) ? _keys[id] : null);
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<GatewayKey>> ListAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            return new([.. _keys.Values]);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> AddAsync(GatewayKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_keys.ContainsKey(key.Id) || !AreFree(key))
            {
                return new(false);
            }

            Put(key with { Revision = 1 });
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> ReplaceAsync(GatewayKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(key);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_keys.GetValueOrDefault(key.Id) is not { } present || present.Revision != key.Revision || !AreFree(key))
            {
                return new(false);
            }

            Forget(present);
            Put(key with { Revision = key.Revision + 1 });
            return new(true);
        }
    }

    /// <inheritdoc/>
    public ValueTask<bool> RemoveAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (_keys.GetValueOrDefault(id) is not { } present)
            {
                return new(false);
            }

            Forget(present);
            return new(_keys.Remove(id));
        }
    }

    private bool AreFree(GatewayKey key) =>
        IsFree(key.Hash, key.Id) && (key.PreviousHash is not { } previous || IsFree(previous, key.Id));

    private bool IsFree(GatewayKeyHash hash, string id) => !_hashes.TryGetValue(hash, out var other) || other == id;

    private void Put(GatewayKey key)
    {
        _keys[key.Id] = key;
        _hashes[key.Hash] = key.Id;
        if (key.PreviousHash is { } previous)
        {
            _hashes[previous] = key.Id;
        }
    }

    private void Forget(GatewayKey key)
    {
        _hashes.Remove(key.Hash);
        if (key.PreviousHash is { } previous)
        {
            _hashes.Remove(previous);
        }
    }
}

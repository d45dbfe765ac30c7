namespace RouteGen.Keys;

/// <summary>
/// Where keys of the endpoint are kept: hashes, never secrets. The contract is tested by the suite <c>GatewayKeyStoreContract</c> of
/// RouteGen.Testing, for stores of one's own too.
/// </summary>
/// <remarks>
/// A store that cannot answer throws; it never answers that there is no such key when it does not know. The endpoint keeps what it has
/// heard for a short while, so not every request asks.
/// </remarks>
public interface IGatewayKeyStore
{
    /// <summary>
    /// Whether keys cannot be added or changed through it. Then what changes them throws <see cref="NotSupportedException"/>.
    /// </summary>
    bool IsReadOnly { get; }

    /// <summary>The key with a public id, compared letter by letter; null where there is none.</summary>
    ValueTask<GatewayKey?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>
    /// The key whose token has this hash, now or before its last rotation; whether that still works is not the store's to say. Null where
    /// there is none.
    /// </summary>
    ValueTask<GatewayKey?> FindByHashAsync(GatewayKeyHash hash, CancellationToken cancellationToken = default);

    /// <summary>All keys, by their ids in ordinal order.</summary>
    ValueTask<IReadOnlyList<GatewayKey>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Adds a key with revision 1; false where its id, or one of its hashes, is another's already.</summary>
    ValueTask<bool> AddAsync(GatewayKey key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Replaces the key with the same id, and counts its revision up; false where there is none, where its revision is no longer
    /// <see cref="GatewayKey.Revision"/>, or where a hash is another key's.
    /// </summary>
    ValueTask<bool> ReplaceAsync(GatewayKey key, CancellationToken cancellationToken = default);

    /// <summary>Forgets a key; false where there is none. A revoked key is better kept: it answers why it is refused.</summary>
    ValueTask<bool> RemoveAsync(string id, CancellationToken cancellationToken = default);
}

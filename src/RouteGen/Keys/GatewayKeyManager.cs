namespace RouteGen.Keys;

/// <summary>Issues and changes the keys of a store. Changes at the same moment, of any process, are made one after the other.</summary>
public sealed class GatewayKeyManager
{
    private const int MostCollisions = 20;

    private readonly IGatewayKeyStore _store;
    private readonly TimeProvider _time;

    /// <summary>Manages the keys of a store.</summary>
    public GatewayKeyManager(IGatewayKeyStore store, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(store);
        _store = store;
        _time = timeProvider ?? TimeProvider.System;
    }

    /// <summary>Makes a key with a new id and secret, and stores its hash.</summary>
    /// <param name="describe">Says what its holder may do; id, hash, state and times are set afterwards.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The key has problems: see <see cref="GatewayKey.GetProblems"/>.</exception>
    public async ValueTask<IssuedGatewayKey> IssueAsync(
        Func<GatewayKey, GatewayKey> describe, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(describe);
        for (var i = 0; i < MostCollisions; i++)
        {
            var id = GatewayKeyText.CreateId();
            var token = GatewayKeyText.CreateToken(id);
            var hash = GatewayKeyHash.Compute(token);
            var key = Checked(describe(new GatewayKey { Id = id, Hash = hash }) with
            {
                Id = id,
                Hash = hash,
                State = GatewayKeyState.Active,
                CreatedAt = _time.GetUtcNow(),
                RotatedAt = null,
                PreviousHash = null,
                PreviousHashUntil = null,
                Revision = 1,
            });
            if (await _store.AddAsync(key, cancellationToken).ConfigureAwait(false))
            {
                return new IssuedGatewayKey(key, token);
            }
        }

        throw new InvalidOperationException("The store refuses every new key as one that it has already.");
    }

    /// <summary>Gives a key a new secret; the present one works until the grace is over. Null where there is no such key.</summary>
    /// <param name="id">The key's public id.</param>
    /// <param name="grace">How long the present token still works; zero ends it at once.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidOperationException">The key is revoked.</exception>
    public async ValueTask<IssuedGatewayKey?> RotateAsync(string id, TimeSpan grace, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        var token = GatewayKeyText.CreateToken(id);
        var now = _time.GetUtcNow();
        var hasGrace = grace > TimeSpan.Zero;
        var changed = await ChangeAsync(
            id,
            key => NotRevoked(key) with
            {
                Hash = GatewayKeyHash.Compute(token),
                RotatedAt = now,
                PreviousHash = hasGrace ? key.Hash : null,
                PreviousHashUntil = hasGrace ? now + grace : null,
            },
            cancellationToken).ConfigureAwait(false);
        return changed is null ? null : new IssuedGatewayKey(changed, token);
    }

    /// <summary>Refuses a key until it is enabled. Null where there is no such key.</summary>
    /// <exception cref="InvalidOperationException">The key is revoked.</exception>
    public ValueTask<GatewayKey?> DisableAsync(string id, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, static key => NotRevoked(key) with { State = GatewayKeyState.Disabled }, cancellationToken);

    /// <summary>Lets a disabled key be used again. Null where there is no such key.</summary>
    /// <exception cref="InvalidOperationException">The key is revoked.</exception>
    public ValueTask<GatewayKey?> EnableAsync(string id, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, static key => NotRevoked(key) with { State = GatewayKeyState.Active }, cancellationToken);

    /// <summary>Refuses a key for good. Null where there is no such key.</summary>
    public ValueTask<GatewayKey?> RevokeAsync(string id, CancellationToken cancellationToken = default) => ChangeAsync(
        id,
        static key => key with { State = GatewayKeyState.Revoked, PreviousHash = null, PreviousHashUntil = null },
        cancellationToken);

    /// <summary>Changes a key, starting over where another change came between. Null where there is no such key.</summary>
    /// <param name="id">The key's public id.</param>
    /// <param name="change">Makes the changed key of the present one; it may run several times.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="ArgumentException">The changed key has problems: see <see cref="GatewayKey.GetProblems"/>.</exception>
    /// <exception cref="InvalidOperationException">Other changes came between every time.</exception>
    public async ValueTask<GatewayKey?> ChangeAsync(
        string id, Func<GatewayKey, GatewayKey> change, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(change);
        for (var i = 0; i < MostCollisions; i++)
        {
            if (await _store.FindAsync(id, cancellationToken).ConfigureAwait(false) is not { } key)
            {
                return null;
            }

            var changed = Checked(change(key)) with { Id = key.Id, Revision = key.Revision };
            if (await _store.ReplaceAsync(changed, cancellationToken).ConfigureAwait(false))
            {
                return changed with { Revision = key.Revision + 1 };
            }
        }

        throw new InvalidOperationException($"The key {id} is changed by others all the time.");
    }

    private static GatewayKey NotRevoked(GatewayKey key) => key.State == GatewayKeyState.Revoked
        ? throw new InvalidOperationException($"The key {key.Id} is revoked, which is for good: issue another.")
        : key;

    private static GatewayKey Checked(GatewayKey key) => key.GetProblems() is [var first, ..]
        ? throw new ArgumentException($"{first.Member} {first.Message}", nameof(key))
        : key;
}

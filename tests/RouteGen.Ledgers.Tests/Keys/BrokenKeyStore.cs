using RouteGen.Keys;

namespace RouteGen.Ledgers.Tests.Keys;

/// <summary>A store of keys that is broken on purpose.</summary>
internal sealed class BrokenKeyStore(string fault) : IGatewayKeyStore
{
    private readonly InMemoryGatewayKeyStore _store = new();

    public static IReadOnlyList<string> Faults { get; } =
    [
        "takes every revision", "finds ids whatever their case", "keeps old hashes", "loses tags", "adds over what is there",
        "lists in no order", "reads no routes as all", "forgets previous hashes", "rounds times to milliseconds",
    ];

    public bool IsReadOnly => false;

    public async ValueTask<GatewayKey?> FindAsync(string id, CancellationToken cancellationToken) => Read(
        await _store.FindAsync(id, cancellationToken)
        ?? (fault == "finds ids whatever their case"
            ? (await _store.ListAsync(cancellationToken)).FirstOrDefault(k => k.Id.Equals(id, StringComparison.OrdinalIgnoreCase))
            : null));

    public async ValueTask<GatewayKey?> FindByHashAsync(GatewayKeyHash hash, CancellationToken cancellationToken)
    {
        var found = Read(await _store.FindByHashAsync(hash, cancellationToken)
            ?? (fault == "keeps old hashes" && _old.TryGetValue(hash, out var id) ? await _store.FindAsync(id, cancellationToken) : null));
        return fault == "forgets previous hashes" && found is not null && found.Hash != hash ? null : found;
    }

    public async ValueTask<IReadOnlyList<GatewayKey>> ListAsync(CancellationToken cancellationToken)
    {
        var all = await _store.ListAsync(cancellationToken);
        return fault == "lists in no order" ? [.. all.OrderBy(static k => k.Id, StringComparer.OrdinalIgnoreCase)] : all;
    }

    public async ValueTask<bool> AddAsync(GatewayKey key, CancellationToken cancellationToken)
    {
        if (fault == "adds over what is there")
        {
            await _store.RemoveAsync(key.Id, cancellationToken);
        }

        return await _store.AddAsync(key, cancellationToken);
    }

    public async ValueTask<bool> ReplaceAsync(GatewayKey key, CancellationToken cancellationToken)
    {
        if (await _store.FindAsync(key.Id, cancellationToken) is { } present)
        {
            _old[present.Hash] = key.Id;
            if (present.PreviousHash is { } previous)
            {
                _old[previous] = key.Id;
            }

            if (fault == "takes every revision")
            {
                key = key with { Revision = present.Revision };
            }
        }

        return await _store.ReplaceAsync(key, cancellationToken);
    }

    public ValueTask<bool> RemoveAsync(string id, CancellationToken cancellationToken) => _store.RemoveAsync(id, cancellationToken);

    private readonly Dictionary<GatewayKeyHash, string> _old = [];

    private GatewayKey? Read(GatewayKey? key) => key is null ? null : fault switch
    {
        "loses tags" => key with { Tags = new Dictionary<string, string>(StringComparer.Ordinal) },
        "reads no routes as all" => key with { Routes = key.Routes is { Count: > 0 } ? key.Routes : null },
        "rounds times to milliseconds" => key with { RotatedAt = key.RotatedAt is { } at ? at.AddTicks(-(at.Ticks % 10_000)) : null },
        _ => key,
    };
}

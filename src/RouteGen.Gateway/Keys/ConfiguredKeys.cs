using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;
using RouteGen.Keys;

namespace RouteGen.Gateway.Keys;

/// <summary>
/// The keys in configuration, as it is now. A change takes effect at once; an entry that it broke keeps what it said before, since a typing
/// mistake in one must neither lock its holder out nor keep the others from changing.
/// </summary>
internal sealed class ConfiguredKeys : IGatewayKeyStore, IDisposable
{
    private readonly ILogger<ConfiguredKeys> _log;
    private readonly IDisposable? _watch;
    private volatile Snapshot _now;

    public ConfiguredKeys(IConfiguration? configuration, ILogger<ConfiguredKeys> log)
    {
        _log = log;
        var entries = KeyEntries.Read(configuration);
        Problems = entries.Problems;
        _now = new Snapshot(entries.Keys);
        _watch = configuration is null
            ? null
            : ChangeToken.OnChange(configuration.GetReloadToken, static state => state.Keys.Reload(state.Configuration),
                (Keys: this, Configuration: configuration));
    }

    /// <summary>What was wrong when the process started: it does not go on then.</summary>
    public IReadOnlyList<string> Problems { get; }

    public bool IsReadOnly => true;

    /// <summary>Whether there is any key but the administrator's.</summary>
    public bool HasCallers => _now.All.Any(static k => !k.IsAdministrator);

    public bool IsEmpty => _now.All.Count == 0;

    /// <summary>A key with what is made of it, made once.</summary>
    public KnownKey? Find(GatewayKeyHash hash) => _now.ByHash.GetValueOrDefault(hash);

    public GatewayKey? Find(string id) => _now.ById.GetValueOrDefault(id);

    public ValueTask<GatewayKey?> FindAsync(string id, CancellationToken cancellationToken = default) => new(Find(id));

    public ValueTask<GatewayKey?> FindByHashAsync(GatewayKeyHash hash, CancellationToken cancellationToken = default) =>
        new(Find(hash)?.Key);

    public ValueTask<IReadOnlyList<GatewayKey>> ListAsync(CancellationToken cancellationToken = default) => new(_now.All);

    public ValueTask<bool> AddAsync(GatewayKey key, CancellationToken cancellationToken = default) => throw ReadOnly();

    public ValueTask<bool> ReplaceAsync(GatewayKey key, CancellationToken cancellationToken = default) => throw ReadOnly();

    public ValueTask<bool> RemoveAsync(string id, CancellationToken cancellationToken = default) => throw ReadOnly();

    public void Dispose() => _watch?.Dispose();

    private static NotSupportedException ReadOnly() => new(
        $"Keys in configuration are changed there, under {KeyEntries.Section}. For keys that are issued while the endpoint runs, " +
        "register a store, such as services.AddRouteSqliteKeys(path).");

    private void Reload(IConfiguration configuration)
    {
        var entries = KeyEntries.Read(configuration);
        var before = _now;
        var keys = entries.Keys;
        foreach (var id in entries.Broken)
        {
            if (before.ById.TryGetValue(id, out var former) && keys.TrueForAll(k => k.Id != id && k.Hash != former.Hash))
            {
                keys.Add(former);
            }
        }

        _now = new Snapshot(keys);
        foreach (var problem in entries.Problems)
        {
            _log.EntryBroken(problem);
        }
    }

    private sealed class Snapshot
    {
        public Snapshot(List<GatewayKey> keys)
        {
            All = [.. keys.OrderBy(static k => k.Id, StringComparer.Ordinal)];
            foreach (var key in All)
            {
                var known = new KnownKey(key, default);
                ById[key.Id] = key;
                ByHash[key.Hash] = known;
                if (key.PreviousHash is { } previous)
                {
                    ByHash.TryAdd(previous, known);
                }
            }
        }

        public IReadOnlyList<GatewayKey> All { get; }

        public Dictionary<string, GatewayKey> ById { get; } = new(StringComparer.Ordinal);

        public Dictionary<GatewayKeyHash, KnownKey> ByHash { get; } = [];
    }
}

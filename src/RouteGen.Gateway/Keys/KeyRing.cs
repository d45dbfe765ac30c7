using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RouteGen.Keys;

namespace RouteGen.Gateway.Keys;

/// <summary>
/// Says what a token is: by configuration, by what is known of a store, or by asking it. A store that does not answer is not asked by every
/// request; what is known goes on for a while, and of what is not known nobody says that it is wrong.
/// </summary>
internal sealed class KeyRing(
    ConfiguredKeys configured,
    IGatewayKeyStore? store,
    RefusedAddresses refused,
    IOptions<RouteGatewayAccessOptions> options,
    TimeProvider time,
    ILogger<KeyRing> log) : IDisposable
{
    private const int MostSuspects = 4;

    private static readonly TimeSpan AwayPause = TimeSpan.FromSeconds(1);

    private readonly RouteGatewayAccessOptions _options = options.Value;
    private readonly KnownKeys _known = new(options.Value.MostKnownKeys);
    private readonly SemaphoreSlim _suspects = new(MostSuspects);
    private long _awayUntil = long.MinValue;
    private int _isAway;
    private int _hasAnswered;

    /// <summary>The store beside configuration; null where there is none.</summary>
    public IGatewayKeyStore? Store => store;

    public ConfiguredKeys Configured => configured;

    /// <summary>Whether this process has ever known which keys there are.</summary>
    public bool IsLoaded => store is null || Volatile.Read(ref _hasAnswered) != 0;

    /// <summary>Whether the store failed when it was last asked.</summary>
    public bool IsAway => Volatile.Read(ref _isAway) != 0;

    /// <summary>What a token is.</summary>
    /// <param name="token">As it came.</param>
    /// <param name="address">
    /// Where it comes from: of addresses with too many refusals, a few at a time may ask the store, so that guesses do not crowd out
    /// others.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public ValueTask<KeyVerdict> CheckAsync(string token, IPAddress? address, CancellationToken cancellationToken)
    {
        if (!PresentedKey.IsPlausible(token))
        {
            return new(new KeyVerdict(KeyRefusal.Bad));
        }

        var hash = GatewayKeyHash.Compute(token);
        if (configured.Find(hash) is { } own)
        {
            return new(Verdict(own, hash));
        }

        if (store is null)
        {
            return new(new KeyVerdict(KeyRefusal.Bad));
        }

        if (_known.Find(hash) is not { } known)
        {
            return refused.IsOver(address)
                ? AskInTurnAsync(token, hash, cancellationToken)
                : AskAsync(token, hash, cancellationToken);
        }

        var age = time.GetElapsedTime(known.ConfirmedAt);
        return age <= _options.KeysFreshFor ? new(Verdict(known, hash))
            : age <= _options.KnownKeysLast && !known.TryBeginRefresh() ? new(Verdict(known, hash))
            : RefreshAsync(known, hash, age <= _options.KnownKeysLast, cancellationToken);
    }

    /// <summary>Takes in every key of the store, so that they are known should it go away.</summary>
    /// <returns>Whether it answered.</returns>
    public async ValueTask<bool> LoadAsync(CancellationToken cancellationToken)
    {
        if (store is null)
        {
            return true;
        }

        var asOf = time.GetTimestamp();
        var asked = await TryAskAsync(static (s, _, c) => s.ListAsync(c), false, cancellationToken).ConfigureAwait(false);
        if (asked.HasAnswered)
        {
            _known.Replace(asked.Answer!, asOf);
        }

        return asked.HasAnswered;
    }

    /// <summary>Takes in what this process has just changed.</summary>
    public void Change(string id, GatewayKey? key) => _known.Change(id, key, time.GetTimestamp());

    public void Dispose() => _suspects.Dispose();

    private KeyVerdict Verdict(KnownKey known, GatewayKeyHash hash)
    {
        var now = time.GetUtcNow();
        return !known.Key.Accepts(hash, now) ? new KeyVerdict(KeyRefusal.Bad)
            : known.RefusalAt(now) is { } refusal ? new KeyVerdict(refusal) { Key = known }
            : new KeyVerdict(known);
    }

    private async ValueTask<KeyVerdict> RefreshAsync(
        KnownKey known, GatewayKeyHash hash, bool isStillGood, CancellationToken cancellationToken)
    {
        try
        {
            var asked = await TryAskAsync(static (s, id, c) => s.FindAsync(id, c), known.Key.Id, cancellationToken).ConfigureAwait(false);
            return asked.HasAnswered ? Take(asked.Answer, hash)
                : isStillGood ? Verdict(known, hash)
                : new KeyVerdict(KeyRefusal.Away);
        }
        finally
        {
            known.EndRefresh();
        }
    }

    private async ValueTask<KeyVerdict> AskInTurnAsync(string token, GatewayKeyHash hash, CancellationToken cancellationToken)
    {
        if (!await _suspects.WaitAsync(_options.StoreTimeout, cancellationToken).ConfigureAwait(false))
        {
            return new KeyVerdict(KeyRefusal.Away);
        }

        try
        {
            return await AskAsync(token, hash, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _suspects.Release();
        }
    }

    private async ValueTask<KeyVerdict> AskAsync(string token, GatewayKeyHash hash, CancellationToken cancellationToken)
    {
        // A token of ours that was cut or mistyped needs no store to be known as one.
        var id = GatewayKeyText.TryGetId(token, out var found) ? found.ToString() : null;
        if (id is null && token.StartsWith(GatewayKeyText.Prefix, StringComparison.Ordinal))
        {
            return new KeyVerdict(KeyRefusal.Bad);
        }

        if (id is not null)
        {
            var byId = await TryAskAsync(static (s, i, c) => s.FindAsync(i, c), id, cancellationToken).ConfigureAwait(false);
            if (!byId.HasAnswered || byId.Answer is not null)
            {
                return byId.HasAnswered ? Take(byId.Answer, hash) : new KeyVerdict(KeyRefusal.Away);
            }
        }

        // One that comes from elsewhere, or that is known here under another id.
        var byHash = await TryAskAsync(static (s, h, c) => s.FindByHashAsync(h, c), hash, cancellationToken).ConfigureAwait(false);
        return byHash.HasAnswered ? Take(byHash.Answer, hash) : new KeyVerdict(KeyRefusal.Away);
    }

    private KeyVerdict Take(GatewayKey? key, GatewayKeyHash hash)
    {
        if (key is null || !key.Accepts(hash, time.GetUtcNow()))
        {
            _known.Forget(hash);
            return new KeyVerdict(KeyRefusal.Bad);
        }

        var now = time.GetTimestamp();
        _known.Put(key, now);
        return Verdict(_known.Find(hash) ?? new KnownKey(key, now), hash);
    }

    private async ValueTask<Asked<T>> TryAskAsync<TArgument, T>(
        Func<IGatewayKeyStore, TArgument, CancellationToken, ValueTask<T>> ask, TArgument argument, CancellationToken cancellationToken)
    {
        if (time.GetTimestamp() < Volatile.Read(ref _awayUntil))
        {
            return default;
        }

        using var limit = new CancellationTokenSource(_options.StoreTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var asked = ask(store!, argument, both.Token);

            // A store that ignores its token is not waited for either.
            var answer = asked.IsCompletedSuccessfully
                ? await asked.ConfigureAwait(false)
                : await asked.AsTask().WaitAsync(both.Token).ConfigureAwait(false);
            Volatile.Write(ref _hasAnswered, 1);
            if (Interlocked.Exchange(ref _isAway, 0) != 0)
            {
                log.StoreIsBack();
            }

            return new Asked<T>(answer);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Volatile.Write(ref _awayUntil, time.GetTimestamp() + (long)(AwayPause.TotalSeconds * time.TimestampFrequency));
            if (Interlocked.Exchange(ref _isAway, 1) == 0)
            {
                // By its type alone: what a foreign store's exception says is not known to be free of keys.
                log.StoreIsAway(e.GetType().Name, _options.KnownKeysLast.TotalMinutes);
            }

            return default;
        }
    }

    private readonly struct Asked<T>(T answer)
    {
        public T? Answer { get; } = answer;

        public bool HasAnswered { get; } = true;
    }
}

using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Keys;

namespace RouteGen.Gateway.Tests.Keys;

/// <summary>What a store that goes away, or that was never there, does to keys.</summary>
public sealed class StoreAwayTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly FlakyStore _store = new();
    private readonly string _used;
    private readonly string _unused;

    public StoreAwayTests()
    {
        _used = Add("used");
        _unused = Add("unused");
    }

    [Fact]
    public async Task Known_keys_go_on_for_ten_minutes_and_others_are_not_called_wrong()
    {
        await using var server = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(_used)).Status);

        _store.IsAway = true;
        var late = Add("late");
        _time.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(_used)).Status);

        // One that this process loaded and nobody has used yet is known too.
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(_unused)).Status);
        var (status, body, reply) = await server.AskWithAsync(late);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Equal("keys_unavailable", KeySchemeTests.Error(body).GetProperty("code").GetString());
        Assert.InRange(reply.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);

        // A mistyped token of ours is one, whatever the store says.
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskWithAsync(_used[..^1] + "~")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(server)).Status);

        _time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.AskWithAsync(_used)).Status);

        // What the process asked of itself as the minutes passed may fail only now, and says then that the store is away.
        _store.IsAway = false;
        _time.Advance(TimeSpan.FromSeconds(2));
        if ((await server.AskWithAsync(_used)).Status != HttpStatusCode.OK)
        {
            _time.Advance(TimeSpan.FromSeconds(2));
            Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(_used)).Status);
        }

        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(late)).Status);
    }

    [Fact]
    public async Task A_process_that_never_knew_keys_is_not_ready_and_calls_none_wrong()
    {
        _store.IsAway = true;
        await using var server = await StartAsync();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.AskWithAsync(_used)).Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await ReadyAsync(server)).Status);

        _store.IsAway = false;
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(_used)).Status);
        Assert.Equal(HttpStatusCode.OK, (await ReadyAsync(server)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskWithAsync(GatewayKeyText.CreateToken("nobody"))).Status);
    }

    [Fact]
    public async Task A_store_that_hangs_is_given_up_and_not_asked_by_everyone()
    {
        await using var server = await StartAsync(o => o.StoreTimeout = TimeSpan.FromMilliseconds(20));
        _store.Hangs = true;
        _time.Advance(TimeSpan.FromSeconds(30));
        var asked = _store.Asked;
        var waiting = server.AskWithAsync(_used);
        while (_store.Asked == asked)
        {
            await Task.Yield();
        }

        // While one request waits for the store, the others go by what is known.
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(_used)).Status);
        Assert.Equal(asked + 1, _store.Asked);
        _time.Advance(TimeSpan.FromMilliseconds(25));
        Assert.Equal(HttpStatusCode.OK, (await waiting).Status);

        // And while it is known to be away, nobody asks.
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await server.AskWithAsync(GatewayKeyText.CreateToken("nobody"))).Status);
        }

        Assert.Equal(asked + 1, _store.Asked);
    }

    [Fact]
    public async Task What_another_process_changed_takes_effect_when_the_key_is_no_longer_fresh()
    {
        await using var server = await StartAsync();
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(_used)).Status);
        await new GatewayKeyManager(_store.Inner, _time).DisableAsync("used", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(_used)).Status);
        _time.Advance(TimeSpan.FromSeconds(11));
        var (status, body, _) = await server.AskWithAsync(_used);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("key_disabled", KeySchemeTests.Error(body).GetProperty("code").GetString());

        await _store.Inner.RemoveAsync("used", TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(11));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskWithAsync(_used)).Status);
    }

    [Fact]
    public async Task Fresh_keys_are_not_looked_up_and_grace_ends_when_it_ends()
    {
        await using var server = await StartAsync();
        await server.AskWithAsync(_used);
        var asked = _store.Asked;
        for (var i = 0; i < 20; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(_used)).Status);
        }

        Assert.Equal(asked, _store.Asked);
        var rotated = await new GatewayKeyManager(_store.Inner, _time).RotateAsync(
            "used", TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(rotated!.Token)).Status);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(_used)).Status);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskWithAsync(_used)).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(rotated.Token)).Status);
    }

    private string Add(string id)
    {
        var token = GatewayKeyText.CreateToken(id);
        Assert.True(_store.Inner.AddAsync(new GatewayKey { Id = id, Hash = GatewayKeyHash.Compute(token) }).IsCompletedSuccessfully);
        return token;
    }

    private Task<KeyServer> StartAsync(Action<RouteGatewayAccessOptions>? configure = null) => KeyServer.StartAsync(
        [],
        services =>
        {
            services.AddSingleton<TimeProvider>(_time).AddSingleton<IGatewayKeyStore>(_store);
            services.Configure(configure ?? (static _ => { }));
        });

    private static Task<(HttpStatusCode Status, string Body, HttpResponseMessage Reply)> ReadyAsync(KeyServer server) =>
        server.AskAsync("/health/ready");

    private sealed class FlakyStore : IGatewayKeyStore
    {
        private int _asked;

        public InMemoryGatewayKeyStore Inner { get; } = new();

        public bool IsAway { get; set; }

        public bool Hangs { get; set; }

        public int Asked => Volatile.Read(ref _asked);

        public bool IsReadOnly => false;

        public async ValueTask<GatewayKey?> FindAsync(string id, CancellationToken cancellationToken)
        {
            await AskAsync();
            return await Inner.FindAsync(id, cancellationToken);
        }

        public async ValueTask<GatewayKey?> FindByHashAsync(GatewayKeyHash hash, CancellationToken cancellationToken)
        {
            await AskAsync();
            return await Inner.FindByHashAsync(hash, cancellationToken);
        }

        public async ValueTask<IReadOnlyList<GatewayKey>> ListAsync(CancellationToken cancellationToken)
        {
            await AskAsync();
            return await Inner.ListAsync(cancellationToken);
        }

        public ValueTask<bool> AddAsync(GatewayKey key, CancellationToken cancellationToken) => Inner.AddAsync(key, cancellationToken);

        public ValueTask<bool> ReplaceAsync(GatewayKey key, CancellationToken cancellationToken) =>
            Inner.ReplaceAsync(key, cancellationToken);

        public ValueTask<bool> RemoveAsync(string id, CancellationToken cancellationToken) => Inner.RemoveAsync(id, cancellationToken);

        // One that hangs does not look at its token either.
        private Task AskAsync()
        {
            Interlocked.Increment(ref _asked);
            return IsAway ? Task.FromException(new IOException("The disk is gone.")) : Hangs ? new TaskCompletionSource().Task
                : Task.CompletedTask;
        }
    }
}

using System.Runtime.CompilerServices;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Targets;

namespace RouteGen.Tests.Health;

public sealed class HealthMemoryTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
    private readonly TargetHealthRegistry _registry;

    public HealthMemoryTests() => _registry = new(_time);

    [Fact]
    public void What_has_nothing_to_remember_goes_away()
    {
        for (var i = 0; i < 500; i++)
        {
            Use($"http://host-{i}/", $"key {i}", Fault.None);
        }

        Assert.Equal(2500, _registry.Count);
        Collect();

        // Everything was asked a moment ago.
        Assert.Equal(2500, _registry.Count);
        _time.Advance(TimeSpan.FromSeconds(62));
        Collect();

        Assert.Equal(0, _registry.Count);
    }

    [Fact]
    public void A_key_that_rotates_leaves_its_endpoint_and_deployment()
    {
        var current = Get("http://host/", "key");
        for (var i = 0; i < 100; i++)
        {
            Use("http://host/", $"key {i}", Fault.Unauthorized);
        }

        Collect();
        Assert.Equal(1 + 101 + 1 + 1 + 1, _registry.Count);
        _time.Advance(TimeSpan.FromMinutes(6));
        Collect();

        // What the current key needs, and no load, which nobody holds.
        Assert.Equal(4, _registry.Count);
        Assert.Null(current.Peek(out _));
    }

    [Fact]
    public void An_open_breaker_is_remembered_while_nobody_holds_it()
    {
        Use("http://host/", "key", Fault.Unauthorized);
        Collect();

        Assert.Equal(SkipReason.CircuitOpen, Get("http://host/", "key").Peek(out var wait));
        Assert.Equal(TimeSpan.FromMinutes(5), wait);
        Assert.Null(Get("http://host/", "another").Peek(out _));
        _time.Advance(TimeSpan.FromMinutes(5));
        Collect();

        Assert.Null(Get("http://host/", "key").Peek(out _));
    }

    [Fact]
    public void A_cooldown_is_remembered_while_nobody_holds_it()
    {
        Cool();
        _time.Advance(TimeSpan.FromSeconds(45));
        Collect();

        Assert.Equal(SkipReason.CoolingDown, Get("http://host/", "key").Peek(out _));

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Cool() => Get("http://host/", "key").CoolDownAfter(new(Fault.RateLimited, 429, null, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public void What_somebody_holds_stays_one()
    {
        var held = Get("http://host/", "key");
        var load = _registry.LoadOf("http://host/", "deployed");
        _time.Advance(TimeSpan.FromHours(1));
        Collect();

        Assert.Same(held, Get("http://host/", "key"));
        Assert.Same(load, _registry.LoadOf("http://host/", "deployed"));
        held.Leave(default, new(Fault.Overloaded, 503), TimeSpan.Zero);
        Assert.Equal(1, Get("http://host/", "key").View().Failures);
    }

    [Fact]
    public void A_request_under_way_keeps_the_load_of_its_deployment()
    {
        var limits = new LoadLimits(null, null, 1);
        Enter();
        _time.Advance(TimeSpan.FromHours(1));
        Collect();

        Assert.Equal(SkipReason.ConcurrencyReached, _registry.LoadOf("http://host/", "deployed").Peek(limits, 1));

        [MethodImpl(MethodImplOptions.NoInlining)]
        void Enter() => Assert.Null(_registry.LoadOf("http://host/", "deployed").TryEnter(limits, 1));
    }

    [Fact]
    public void Keys_that_rotate_by_the_second_do_not_pile_up()
    {
        for (var i = 0; i < 3000; i++)
        {
            Use($"http://host-{i}/", "key", Fault.Unauthorized);
        }

        Collect();
        Collect();

        // Of each kind a thousand at most.
        Assert.InRange(_registry.Count, 1000, 5000);
    }

    [Fact]
    public void An_id_tells_keys_apart_and_shows_none()
    {
        var ids = new CredentialIds();
        var tokens = new object();

        Assert.Equal(ids.GetId("canary", null), ids.GetId("canary", null));
        Assert.NotEqual(ids.GetId("canary", null), ids.GetId("other", null));
        Assert.NotEqual(ids.GetId(null, null), ids.GetId("canary", null));
        Assert.Equal(ids.GetId(null, tokens), ids.GetId(null, tokens));
        Assert.NotEqual(ids.GetId(null, tokens), ids.GetId(null, new object()));
        Assert.NotEqual(new CredentialIds().GetId("canary", null), ids.GetId("canary", null));
        Assert.DoesNotContain("canary", ids.GetId("canary", null).ToString(), StringComparison.Ordinal);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Use(string endpoint, string key, Fault fault)
    {
        Get(endpoint, key).Leave(default, new(fault), TimeSpan.FromSeconds(1));
        var load = _registry.LoadOf(endpoint, "deployed");
        Assert.Null(load.TryEnter(new(null, null, 1000), 1));
        load.Leave(0);
    }

    private TargetHealth Get(string endpoint, string key) => _registry.Get(endpoint, "deployed", _registry.Credentials.GetId(key, null));

    /// <summary>Twice, since a sweep lets go, and another finds what is gone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Collect()
    {
        for (var i = 0; i < 2; i++)
        {
            _registry.Sweep();
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        _registry.Sweep();
    }
}

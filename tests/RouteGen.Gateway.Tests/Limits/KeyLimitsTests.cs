using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Gateway.Limits;

namespace RouteGen.Gateway.Tests.Limits;

/// <summary>What a key's limits let in, what they say to the rest, and that everything is given back.</summary>
public sealed class KeyLimitsTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero));
    private readonly KeyLimits _limits;

    public KeyLimitsTests() => _limits = new KeyLimits(_time);

    [Fact]
    public async Task So_many_requests_are_let_in_in_any_minute()
    {
        var access = new GatewayAccess { KeyId = "k", RequestsPerMinute = 2 };
        Assert.Null((await TakeAsync(access)).Refusal);
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Null((await TakeAsync(access)).Refusal);
        var refused = (await TakeAsync(access)).Refusal!;
        Assert.Equal((429, "rate_limit_exceeded"), (refused.Status, refused.Code));

        // Who waits as long as was said gets in, and not before.
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 39, 40);
        _time.Advance(refused.RetryAfter.Value - TimeSpan.FromMilliseconds(300));
        Assert.NotNull((await TakeAsync(access)).Refusal);
        _time.Advance(TimeSpan.FromMilliseconds(300));
        Assert.Null((await TakeAsync(access)).Refusal);
        Assert.NotNull((await TakeAsync(access)).Refusal);

        // Another key has its own.
        Assert.Null((await TakeAsync(access with { KeyId = "other" })).Refusal);
    }

    [Fact]
    public async Task Tokens_are_reserved_and_then_counted_as_used()
    {
        var access = new GatewayAccess { KeyId = "k", TokensPerMinute = 1_000 };
        using var first = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
        Assert.Null(first.ReserveTokens(900));
        using var second = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
        var refused = second.ReserveTokens(200)!;
        Assert.Equal((429, "rate_limit_exceeded"), (refused.Status, refused.Code));
        Assert.InRange(refused.RetryAfter!.Value.TotalSeconds, 1, 60);

        first.Settle(100);
        first.Settle(1_000_000);
        Assert.Null(second.ReserveTokens(200));
        var never = second.ReserveTokens(1_001)!;
        Assert.Equal((413, null), (never.Status, never.RetryAfter));

        // Nobody said what the second used: nothing.
        second.Dispose();
        Assert.Equal("900", (await HeadersAsync(access))["x-ratelimit-remaining-tokens"]);
        _time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal("1000", (await HeadersAsync(access))["x-ratelimit-remaining-tokens"]);
    }

    [Fact]
    public async Task A_request_that_lasts_longer_than_a_minute_counts_what_it_used_beyond_its_reservation()
    {
        var access = new GatewayAccess { KeyId = "k", TokensPerMinute = 1_000 };
        using var lease = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
        Assert.Null(lease.ReserveTokens(300));
        _time.Advance(TimeSpan.FromMinutes(5));
        lease.Settle(500);
        Assert.Equal("800", (await HeadersAsync(access))["x-ratelimit-remaining-tokens"]);
    }

    [Fact]
    public async Task So_many_are_open_at_the_same_time()
    {
        var access = new GatewayAccess { KeyId = "k", MaxConcurrency = 2 };
        using var first = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
        using var second = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
        using (var third = await _limits.EnterAsync(access, TestContext.Current.CancellationToken))
        {
            Assert.Equal((429, "concurrency_limit_exceeded"), (third.Refusal!.Status, third.Refusal.Code));
            Assert.Equal(TimeSpan.FromSeconds(1), third.Refusal.RetryAfter);
        }

        first.Dispose();
        first.Dispose();
        using var fourth = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
        using var fifth = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
        Assert.Null(fourth.Refusal);
        Assert.NotNull(fifth.Refusal);
    }

    [Fact]
    public async Task Headers_say_what_is_left()
    {
        var access = new GatewayAccess { KeyId = "k", RequestsPerMinute = 10, TokensPerMinute = 5_000 };
        using var lease = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
        lease.ReserveTokens(1_000);
        _time.Advance(TimeSpan.FromMilliseconds(59_250));
        var headers = new HeaderDictionary();
        lease.WriteHeaders(headers);

        Assert.Equal(
            ["10", "9", "750ms", "5000", "4000", "750ms"],
            new[]
            {
                "limit-requests", "remaining-requests", "reset-requests", "limit-tokens", "remaining-tokens", "reset-tokens",
            }.Select(n => headers["x-ratelimit-" + n].ToString()));

        var none = new HeaderDictionary();
        KeyLease.Unlimited.WriteHeaders(none);
        Assert.Empty(none);
    }

    [Fact]
    public async Task A_key_without_limits_is_held_to_none_and_kept_nowhere()
    {
        for (var i = 0; i < 1_000; i++)
        {
            var lease = await _limits.EnterAsync(new GatewayAccess { KeyId = $"k{i}" }, TestContext.Current.CancellationToken);
            Assert.Null(lease.Refusal);
            Assert.Null(lease.ReserveTokens(long.MaxValue));
        }

        Assert.Equal(0, _limits.Keys);
    }

    [Fact]
    public async Task Keys_that_rest_are_forgotten()
    {
        for (var i = 0; i < 5_000; i++)
        {
            await TakeAsync(new GatewayAccess { KeyId = $"claim:{i}", RequestsPerMinute = 5 });
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.InRange(_limits.Keys, 1, 1_100);
    }

    /// <summary>10,000 random sequences: never over a limit, and at the end nothing is open and nothing counts.</summary>
    [Fact]
    public async Task Everything_is_given_back_whatever_happens()
    {
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var access = new GatewayAccess { KeyId = "k", RequestsPerMinute = 50, TokensPerMinute = 10_000, MaxConcurrency = 8 };
        List<KeyLease> open = [];
        Queue<DateTimeOffset> entered = new();
        for (var i = 0; i < 10_000; i++)
        {
            switch (random.Next(7))
            {
                case 0 or 1 or 2:
                    var lease = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
                    if (lease.Refusal is null)
                    {
                        open.Add(lease);
                        entered.Enqueue(_time.GetUtcNow());
                    }
                    else
                    {
                        lease.Dispose();
                    }

                    break;
                case 3 when open.Count > 0:
                    open[random.Next(open.Count)].ReserveTokens(random.Next(-5, 12_000));
                    break;
                case 4 when open.Count > 0:
                    open[random.Next(open.Count)].Settle(random.Next(-5, 3_000));
                    break;
                case 5 when open.Count > 0:
                    var at = random.Next(open.Count);
                    open[at].Dispose();
                    if (random.Next(4) > 0)
                    {
                        open.RemoveAt(at);
                    }

                    break;
                case 6:
                    _time.Advance(TimeSpan.FromMilliseconds(random.Next(random.Next(20) == 0 ? 90_000 : 2_000)));
                    break;
            }

            while (entered.TryPeek(out var oldest) && _time.GetUtcNow() - oldest >= TimeSpan.FromMilliseconds(59_750))
            {
                entered.Dequeue();
            }

            Assert.True(entered.Count <= 50, $"{entered.Count} requests in a minute (seed {seed}, step {i})");
        }

        open.ForEach(static l => l.Dispose());
        _time.Advance(TimeSpan.FromSeconds(60));
        var headers = await HeadersAsync(access);
        Assert.Equal("49", headers["x-ratelimit-remaining-requests"]);
        Assert.Equal("10000", headers["x-ratelimit-remaining-tokens"]);

        // All places are free again.
        List<KeyLease> all = [];
        for (var i = 0; i < 8; i++)
        {
            all.Add(await _limits.EnterAsync(access, TestContext.Current.CancellationToken));
        }

        Assert.All(all, static l => Assert.Null(l.Refusal));
    }

    [Fact]
    public async Task Threads_at_the_same_time_are_held_to_the_same_limits()
    {
        var access = new GatewayAccess { KeyId = "k", RequestsPerMinute = 500, TokensPerMinute = 100_000, MaxConcurrency = 4 };
        var (most, now, let) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                using var lease = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
                if (lease.Refusal is not null)
                {
                    continue;
                }

                Interlocked.Increment(ref let);
                var at = Interlocked.Increment(ref now);
                Assert.InRange(at, 1, 4);
                InterlockedMax(ref most, at);
                lease.ReserveTokens(100);
                await Task.Yield();
                lease.Settle(10);
                Interlocked.Decrement(ref now);
            }
        })));

        Assert.Equal(500, let);
        Assert.InRange(most, 1, 4);
        using var last = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
        Assert.Equal("rate_limit_exceeded", last.Refusal!.Code);
        Assert.Equal("95000", Headers(last)["x-ratelimit-remaining-tokens"]);
    }

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while ((seen = Volatile.Read(ref most)) < value && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private static HeaderDictionary Headers(KeyLease lease)
    {
        var headers = new HeaderDictionary();
        lease.WriteHeaders(headers);
        return headers;
    }

    private async Task<KeyLease> TakeAsync(GatewayAccess access)
    {
        using var lease = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
        return lease;
    }

    private async Task<HeaderDictionary> HeadersAsync(GatewayAccess access)
    {
        using var lease = await _limits.EnterAsync(access, TestContext.Current.CancellationToken);
        return Headers(lease);
    }
}

using Microsoft.Extensions.Time.Testing;
using RouteGen.Faults;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Tests.Health;

/// <summary>
/// What a target's breakers do in any order of events is what their rules say, written down once more in the plainest way.
/// </summary>
public sealed class BreakerRulesTests
{
    private static readonly FaultInfo Overloaded = new(Fault.Overloaded, 503);
    private static readonly FaultInfo Unauthorized = new(Fault.Unauthorized, 401);
    private static readonly FaultInfo Limited = new(Fault.RateLimited, 429, null, TimeSpan.FromSeconds(20));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 300)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Breakers_open_and_close_as_the_rules_say(int seed)
    {
        var random = new Random(seed);
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero));
        var registry = new TargetHealthRegistry(time);
        var health = registry.Get("http://host/", "deployed", registry.Credentials.GetId("key", null));
        var rules = new Rules();
        var underWay = new List<(HealthTicket Ticket, OneBreaker[] Probed)>();
        var well = random.NextDouble();
        var now = 0L;
        for (var i = 0; i < 400; i++)
        {
            var pause = random.Next(8) switch { 0 => random.Next(40_000), < 4 => random.Next(2_000), _ => 0 };
            time.Advance(TimeSpan.FromMilliseconds(pause));
            now += pause;
            var (reason, wait) = rules.Refusal(now);
            Assert.Equal((reason, wait), (health.Peek(out var its), its));
            if (random.Next(3) > 0)
            {
                Assert.Equal(reason, health.TryEnter(out var ticket));
                if (reason is null)
                {
                    underWay.Add((ticket, rules.Begin()));
                    Assert.Equal(underWay[^1].Probed.Length > 0, ticket.IsProbe);
                }
            }
            else if (underWay.Count > 0)
            {
                var ending = random.Next(underWay.Count);
                var (ticket, probed) = underWay[ending];
                underWay.RemoveAt(ending);
                var fault = random.NextDouble() < well ? default
                    : random.Next(12) switch { 0 => Unauthorized, < 4 => Limited, 4 => new FaultInfo(Fault.Cancelled), _ => Overloaded };
                health.Leave(ticket, fault, TimeSpan.Zero);
                health.CoolDownAfter(fault);
                rules.End(now, fault, probed);
            }

            Assert.Equal(rules.Counts(now), (health.View().Attempts, health.View().Failures));
        }
    }

    /// <summary>One target alone at its endpoint, so that its breakers count the same, but for what is laid to one of them.</summary>
    private sealed class Rules
    {
        private readonly OneBreaker _endpoint = new();
        private readonly OneBreaker _credential = new();
        private readonly OneBreaker _deployment = new();
        private readonly OneBreaker _own = new();

        private OneBreaker[] All => [_endpoint, _credential, _deployment, _own];

        public (SkipReason? Reason, TimeSpan Wait) Refusal(long now)
        {
            (SkipReason? Reason, TimeSpan Wait) longest = default;
            foreach (var (reason, wait) in All.Select(b => b.Refusal(now)).Where(r => r.Reason is not null))
            {
                longest = longest.Reason is null || wait > longest.Wait ? (reason, wait) : longest;
            }

            return longest;
        }

        /// <summary>A request begins: about which open breakers it decides.</summary>
        public OneBreaker[] Begin() => [.. All.Where(b => b.Begin())];

        public void End(long now, FaultInfo fault, OneBreaker[] probed)
        {
            var blamed = Blame.For(fault).Scope switch
            {
                BlameScope.Endpoint => _endpoint,
                BlameScope.Credential => _credential,
                BlameScope.Deployment => _deployment,
                _ => _own,
            };
            if (fault.Fault == Fault.None)
            {
                _own.Serve(now);
                _endpoint.Serve(now);
                _deployment.Serve(now);
            }
            else if (Blame.For(fault).Weight == FaultBlame.Unusable)
            {
                blamed.Open(now, 300_000);
            }
            else if (Blame.For(fault).Weight != FaultBlame.None)
            {
                OneBreaker[] counted = blamed == _own ? [_own] : [_own, blamed];
                Array.ForEach(counted, b => b.Fail(now, probed.Contains(b)));
            }

            Array.ForEach(probed, b => b.EndProbe(fault.Fault == Fault.None));
            if (fault.RetryAfter is { } wait)
            {
                blamed.CoolUntil = Math.Max(blamed.CoolUntil, now + (long)wait.TotalMilliseconds);
            }
        }

        public (int, int) Counts(long now) => _own.Counts(now);
    }

    private sealed class OneBreaker
    {
        private readonly List<(long At, bool Failed)> _ended = [];
        private int _straight;
        private int _breaks;
        private bool _open;
        private bool _isProbed;
        private long _openUntil;

        public long CoolUntil { get; set; }

        public (SkipReason? Reason, TimeSpan Wait) Refusal(long now) =>
            now < CoolUntil ? (SkipReason.CoolingDown, TimeSpan.FromMilliseconds(CoolUntil - now))
            : _open && now < _openUntil ? (SkipReason.CircuitOpen, TimeSpan.FromMilliseconds(_openUntil - now))
            : _open && _isProbed ? (SkipReason.CircuitOpen, TimeSpan.Zero)
            : (null, TimeSpan.Zero);

        public bool Begin()
        {
            var begins = _open && !_isProbed;
            _isProbed |= _open;
            return begins;
        }

        public void Serve(long now)
        {
            _straight = 0;
            _ended.Add((now, false));
        }

        public void Fail(long now, bool isProbe)
        {
            _straight++;
            _ended.Add((now, true));
            var (total, failures) = Counts(now);
            if (isProbe || (!_open && (_straight >= 5 || (total >= 10 && failures * 2 >= total))))
            {
                Open(now, Math.Min(300_000, 15_000L << Math.Min(_breaks, 8)));
                _breaks++;
            }
        }

        public void Open(long now, long length) => (_open, _openUntil, _straight) = (true, now + length, 0);

        public void EndProbe(bool hasServed)
        {
            _isProbed = false;
            if (hasServed)
            {
                (_open, CoolUntil, _breaks) = (false, 0, 0);
                _ended.Clear();
            }
        }

        /// <summary>Of this and the nine buckets of 3 s before; the clock begins with a bucket.</summary>
        public (int Total, int Failures) Counts(long now)
        {
            var recent = _ended.Where(e => (e.At / 3_000) > (now / 3_000) - 10).ToArray();
            return (recent.Length, recent.Count(e => e.Failed));
        }
    }
}

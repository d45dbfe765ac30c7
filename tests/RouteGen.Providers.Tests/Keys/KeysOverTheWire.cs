using System.Text.Json;

namespace RouteGen.Providers.Tests.Keys;

/// <summary>Several keys for one provider, through the adapters, over real sockets.</summary>
public sealed class KeysOverTheWire
{
    private static readonly string[] Three = ["canary-a", "canary-b", "canary-c"];

    public static TheoryData<Dialect, bool> PlainAndStreamed => Adapters.PlainAndStreamed;

    [Theory]
    [MemberData(nameof(PlainAndStreamed))]
    public async Task A_key_that_is_refused_is_followed_by_the_next_at_once_and_left_alone(Dialect dialect, bool streamed)
    {
        await using var stand = await KeyStand.StartAsync(dialect, Three, r => r.Key == "canary-a" ? KeyGate.Refusal(401) : null);
        var first = await stand.AskAsync(streamed: streamed);
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal("t", (await stand.AskAsync(streamed: streamed)).ServedBy);
        }

        Assert.Equal(("t", RouteOutcome.Served, (Fault?)null), (first.ServedBy, first.Outcome, first.FallbackReason));
        Assert.Equal(
            [(Fault.Unauthorized, 401, 1), (Fault.None, 200, 2)],
            first.Attempts.Select(a => (a.Fault, a.StatusCode!.Value, a.Credential!.Value)));
        Assert.Equal(["canary-a", "canary-b"], stand.Gate.Keys.Take(2));
        Assert.Single(stand.Gate.Keys, "canary-a");
        Assert.Contains("canary-c", stand.Gate.Keys);
        Assert.Empty(stand.Table.Route("t").Fallbacks);
    }

    [Theory]
    [InlineData(401, "Incorrect API key provided", "invalid_api_key", Fault.Unauthorized)]
    [InlineData(402, "Insufficient credits", null, Fault.QuotaExhausted)]
    [InlineData(403, "This key may not do that", null, Fault.Unauthorized)]
    [InlineData(403, "Project does not have access to model some-model", "model_not_found", Fault.Unauthorized)]
    [InlineData(429, "You exceeded your current quota", "insufficient_quota", Fault.QuotaExhausted)]
    [InlineData(429, "Rate limit reached", "rate_limit_exceeded", Fault.RateLimited)]
    public async Task Whatever_belongs_to_a_credential_moves_on(int status, string message, string? code, Fault fault)
    {
        foreach (var streamed in new[] { false, true })
        {
            await using var stand = await KeyStand.StartAsync(
                Dialect.OpenAI, Three, r => r.Key == "canary-a" ? KeyGate.Refusal(status, message, code) : null, retries: 2);
            var record = await stand.AskAsync(streamed: streamed);

            Assert.Equal("t", record.ServedBy);
            Assert.Equal([(fault, 1), (Fault.None, 2)], record.Attempts.Select(a => (a.Fault, a.Credential!.Value)));
            Assert.Equal(TimeSpan.Zero, record.Attempts[1].Delay);
        }
    }

    [Fact]
    public async Task A_limit_with_a_wait_is_not_waited_for_while_another_key_can_be_used()
    {
        await using var stand = await KeyStand.StartAsync(
            Dialect.OpenAI, Three, r => r.Key != "canary-c" ? KeyGate.Refusal(429, headers: "Retry-After: 30\r\n") : null, retries: 2);
        var first = await stand.AskAsync();
        var second = await stand.AskAsync();

        Assert.Equal([1, 2, 3], first.Attempts.Select(a => a.Credential!.Value));
        Assert.Equal([3], second.Attempts.Select(a => a.Credential!.Value));
        Assert.Equal(["canary-a", "canary-b", "canary-c", "canary-c"], stand.Gate.Keys);
        Assert.Equal(
            (3, 1, true),
            (stand.Table.Health.Targets[0].Keys, stand.Table.Health.Targets[0].KeysAvailable, stand.Table.Health.Targets[0].IsAvailable));
    }

    [Fact]
    public async Task A_limit_of_every_key_is_waited_for_as_that_of_one()
    {
        var asked = 0;
        await using var stand = await KeyStand.StartAsync(
            Dialect.OpenAI, Three,
            _ => Interlocked.Increment(ref asked) <= 3 ? KeyGate.Refusal(429, headers: "retry-after-ms: 200\r\n") : null, retries: 1);
        var record = await stand.AskAsync();

        Assert.Equal(("t", 4), (record.ServedBy, record.Attempts.Count));
        Assert.Equal([1, 2, 3], record.Attempts.Take(3).Select(a => a.Credential!.Value));
        Assert.Equal([TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(200)], record.Attempts.Select(a => a.Delay));
    }

    [Theory]
    [InlineData("rate_limit_exceeded")]
    [InlineData("insufficient_quota")]
    [InlineData("invalid_api_key")]
    public async Task An_error_inside_a_stream_that_belongs_to_a_credential_moves_on(string code)
    {
        var body = $$$"""data: {"error":{"message":"no","code":"{{{code}}}"}}""" + "\n\n";
        var reply = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n" + body;
        foreach (var dialect in new[] { Dialect.Compatible, Dialect.OpenRouter })
        {
            await using var stand = await KeyStand.StartAsync(dialect, Three, r => r.Key == "canary-a" ? reply : null);
            var record = await stand.AskAsync(streamed: true);

            Assert.Equal(("t", 2), (record.ServedBy, record.Attempts.Count));
            Assert.Equal([1, 2], record.Attempts.Select(a => a.Credential!.Value));
        }
    }

    [Theory]
    [MemberData(nameof(PlainAndStreamed))]
    public async Task Calls_are_spread_over_the_keys(Dialect dialect, bool streamed)
    {
        await using var stand = await KeyStand.StartAsync(dialect, Three, _ => null);
        for (var i = 0; i < 9; i++)
        {
            await stand.AskAsync(streamed: streamed);
        }

        Assert.Equal(Three.Select(key => (key, 3)), stand.Gate.Keys.GroupBy(k => k!).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_chain_goes_on_when_every_key_is_out_and_leaves_the_target_alone(bool streamed)
    {
        await using var stand = await KeyStand.StartAsync(Dialect.OpenAI, Three, _ => KeyGate.Refusal(401));
        var first = await stand.AskAsync(streamed: streamed);
        var second = await stand.AskAsync(streamed: streamed);

        Assert.Equal((KeyStand.Backup, Fault.Unauthorized), (first.ServedBy, first.FallbackReason));
        Assert.Equal([1, 2, 3, null], first.Attempts.Select(a => a.Credential));
        Assert.Equal(["First Backup Unauthorized"], stand.Table.Route("t").Fallbacks);
        Assert.Equal([new SkippedTarget("t", SkipReason.CircuitOpen)], second.Skipped);
        Assert.Equal(Three, stand.Gate.Keys);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_bound_on_attempts_holds_over_keys_and_targets(int attempts)
    {
        foreach (var status in new[] { 401, 429 })
        {
            await using var stand = await KeyStand.StartAsync(Dialect.OpenAI, Three, _ => KeyGate.Refusal(status), attempts, retries: 2);
            var record = await stand.AskAsync();

            Assert.Equal((RouteOutcome.Failed, attempts), (record.Outcome, record.Attempts.Count));
            Assert.Equal(attempts, stand.Gate.Requests.Count);
        }
    }

    [Fact]
    public async Task What_no_key_could_help_against_does_not_use_them_up()
    {
        foreach (var status in new[] { 404, 500, 503 })
        {
            await using var stand = await KeyStand.StartAsync(Dialect.OpenAI, Three, _ => KeyGate.Refusal(status));
            var record = await stand.AskAsync();

            Assert.Equal(KeyStand.Backup, record.ServedBy);
            Assert.Single(stand.Gate.Requests);
        }
    }

    [Fact]
    public async Task A_repetition_may_use_another_key_and_moves_on_from_it()
    {
        var asked = 0;
        await using var stand = await KeyStand.StartAsync(
            Dialect.OpenAI,
            Three,
            r => r.Key == "canary-b" ? KeyGate.Refusal(401) : Interlocked.Increment(ref asked) == 1 ? KeyGate.Refusal(500) : null,
            retries: 1);
        var record = await stand.AskAsync();

        Assert.Equal(
            [(Fault.ServerError, 1), (Fault.Unauthorized, 2), (Fault.None, 3)],
            record.Attempts.Select(a => (a.Fault, a.Credential!.Value)));
        Assert.Equal("t", record.ServedBy);
    }

    [Fact]
    public async Task A_single_key_has_no_place_and_its_JSON_is_as_before()
    {
        await using var stand = await KeyStand.StartAsync(Dialect.OpenAI, ["canary-a"], _ => null);
        var record = await stand.AskAsync();

        Assert.Null(record.Attempts[0].Credential);
        Assert.DoesNotContain("credential", record.ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(PlainAndStreamed))]
    public async Task No_key_stands_in_records_logs_health_probes_or_exceptions(Dialect dialect, bool streamed)
    {
        // Some servers repeat the key that they refuse.
        await using var stand = await KeyStand.StartAsync(
            dialect, Three, r => KeyGate.Refusal(401, $"The key {r.Key} is not known"), attempts: 3);
        var record = await stand.AskAsync(streamed: streamed);
        var probe = await stand.Table.ProbeAsync(TestContext.Current.CancellationToken);

        using var json = JsonDocument.Parse(record.ToJson());
        Assert.Equal(
            [1, 2, 3], json.RootElement.GetProperty("attempts").EnumerateArray().Select(a => a.GetProperty("credential").GetInt32()));
        var places = record.Attempts.Select(a => a.ToString())
            .Concat(stand.Table.Health.Targets.Select(t => t.ToString()))
            .Concat(probe.Targets.Select(t => t.ToString()));
        string[] all = [record.ToString(), record.ToJson(), new RouteException(record).ToString(), .. places, .. stand.Log.All];
        Assert.Contains("some-model at p, key 2): unauthorized", new RouteException(record).Message, StringComparison.Ordinal);
        Assert.NotEmpty(stand.Log.All);
        Assert.All(all, text => Assert.DoesNotContain("canary", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_probe_tries_each_key_and_says_which_failed()
    {
        await using var stand = await KeyStand.StartAsync(Dialect.OpenAI, Three, r => r.Key == "canary-b" ? KeyGate.Refusal(401) : null);
        var probe = await stand.Table.ProbeAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [(1, Fault.None), (2, Fault.Unauthorized), (3, Fault.None)],
            probe.Targets.Where(t => t.Target == "t").Select(t => (t.Credential!.Value, t.Fault)));
        Assert.Equal((true, 2), (stand.Table.Health.Targets[0].IsAvailable, stand.Table.Health.Targets[0].KeysAvailable));
        Assert.False(stand.Table.Health.Routes[0].IsFullyAvailable);
    }

    [Fact]
    public async Task A_key_that_is_replaced_starts_clean_and_the_others_stay_as_they_are()
    {
        await using var stand = await KeyStand.StartAsync(
            Dialect.OpenAI, Three, r => r.Key is "canary-a" or "canary-b" ? KeyGate.Refusal(401) : null);
        await stand.AskAsync();
        stand.Set("p", "ApiKeys:0", "fresh");
        for (var i = 0; i < 4; i++)
        {
            await stand.AskAsync();
        }

        Assert.Equal(["canary-a", "canary-b", "canary-c", "fresh", "canary-c", "canary-c", "fresh"], stand.Gate.Keys);
    }
}

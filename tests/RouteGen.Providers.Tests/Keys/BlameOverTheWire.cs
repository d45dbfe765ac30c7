using RouteGen.Definitions;
using RouteGen.Testing;

namespace RouteGen.Providers.Tests.Keys;

/// <summary>
/// A failure shuts out what failed and nothing else: an endpoint, a credential, a deployment, or a deployment under a credential.
/// </summary>
public sealed class BlameOverTheWire
{
    private const string Country = "unsupported_country_region_territory";

    public static TheoryData<Dialect> Dialects => [.. Adapters.Dialects];

    /// <summary>A refusal of the one key's request for the one model, and which other requests are omitted after it.</summary>
    public static TheoryData<int, string, string?, string> Refusals => new()
    {
        // Left out then: nothing but the same; the key's other model; the model with the other key; the other model with the other key.
        { 401, "Incorrect API key provided", "invalid_api_key", "other model" },
        { 402, "Insufficient credits", null, "other model" },
        { 403, "This key may not do that", null, "other model" },
        { 403, "Project does not have access to model one-model", "model_not_found", "" },
        { 403, "You are not allowed to sample from this model", null, "" },
        { 403, "one-model is not open to your organization", null, "" },
        { 403, "Country, region, or territory not supported", Country, "other model, other key, both" },
        { 404, "The model one-model does not exist", "model_not_found", "other key" },
        { 410, "one-model has been retired", null, "other key" },
        { 429, "You exceeded your current quota", "insufficient_quota", "other model" },
        { 429, "Rate limit reached for one-model", "rate_limit_exceeded", "" },
        { 451, "Unavailable for legal reasons", null, "other model, other key, both" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_shuts_out_what_it_is_laid_to(int status, string message, string? code, string skipped)
    {
        foreach (var dialect in new[] { Dialect.OpenAI, Dialect.Anthropic })
        {
            await using var stand = await StartAsync(
                dialect,
                r => r is { Key: "canary-a", Model: "one-model" } ? KeyGate.Refusal(status, message, code, "Retry-After: 60\r\n") : null);
            await stand.AskAsync("a one");
            var again = await stand.AskAsync("a one");

            Assert.Equal(["a one"], again.Skipped.Select(l => l.Target));
            Assert.Equal(skipped, await SkippedAsync(stand));
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_key_that_is_refused_leaves_another_at_the_same_place_alone(Dialect dialect)
    {
        foreach (var status in new[] { 401, 402, 403, 429 })
        {
            await using var stand = await StartAsync(
                dialect, r => r.Key == "canary-a" ? KeyGate.Refusal(status, headers: "Retry-After: 60\r\n") : null);
            Assert.Equal(KeyStand.Backup, (await stand.AskAsync("a one", streamed: status == 401)).ServedBy);
            Assert.Equal(KeyStand.Backup, (await stand.AskAsync("a one")).ServedBy);

            Assert.Equal("b one", (await stand.AskAsync("b one")).ServedBy);
            Assert.Equal(["canary-a", "canary-b"], stand.Gate.Keys);
        }
    }

    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(529)]
    [InlineData(0)]
    public async Task A_server_that_fails_is_left_alone_whoever_asks_it_for_what(int status)
    {
        await using var stand = await StartAsync(Dialect.OpenAI, _ => status == 0 ? "" : KeyGate.Refusal(status));

        // Five failures in a row, of which no target of its own has had five.
        foreach (var target in new[] { "a one", "a other", "b one", "b other", "a one" })
        {
            Assert.Equal(KeyStand.Backup, (await stand.AskAsync(target)).ServedBy);
        }

        Assert.Equal(5, stand.Gate.Requests.Count);
        Assert.Equal("other model, other key, both", await SkippedAsync(stand));
        Assert.Equal(5, stand.Gate.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_asks_to_be_left_alone_is_whoever_asks()
    {
        await using var stand = await StartAsync(Dialect.OpenAI, _ => KeyGate.Refusal(503, headers: "Retry-After: 60\r\n"));
        await stand.AskAsync("a one");

        Assert.Equal([new SkippedTarget("b other", SkipReason.CoolingDown)], (await stand.AskAsync("b other")).Skipped);
        Assert.Single(stand.Gate.Requests);
    }

    [Fact]
    public async Task Failures_of_one_deployment_do_not_outweigh_the_successes_of_others_there()
    {
        await using var stand = await StartAsync(Dialect.OpenAI, r => r.Model == "one-model" ? KeyGate.Refusal(500) : null);
        for (var i = 0; i < 4; i++)
        {
            await stand.AskAsync("a one");
            await stand.AskAsync("a other");
            await stand.AskAsync("b other");
        }

        Assert.Equal("a other", (await stand.AskAsync("a other")).ServedBy);
        await stand.AskAsync("a one");
        Assert.Equal(["a one"], (await stand.AskAsync("a one")).Skipped.Select(l => l.Target));
        Assert.Equal("b other", (await stand.AskAsync("b other")).ServedBy);
    }

    [Fact]
    public async Task A_key_that_is_rotated_is_asked_at_once_and_a_deployment_that_is_missing_is_not()
    {
        await using var stand = await StartAsync(
            Dialect.OpenAI, r => r.Model == "other-model" ? KeyGate.Refusal(404) : r.Key == "canary-a" ? KeyGate.Refusal(401) : null);
        await stand.AskAsync("a one");
        await stand.AskAsync("a other");
        stand.Set("a", "ApiKey", "fresh");
        await stand.AskAsync("b other");
        var one = await stand.AskAsync("a one");
        var other = await stand.AskAsync("a other");

        Assert.Equal(("a one", "fresh"), (one.ServedBy, stand.Gate.Keys.Last()));
        Assert.Equal([new SkippedTarget("a other", SkipReason.CircuitOpen)], other.Skipped);

        // The old key comes back: it is still known to be refused.
        stand.Set("a", "ApiKey", "canary-a");
        Assert.Equal(KeyStand.Backup, (await stand.AskAsync("a one")).ServedBy);
        Assert.Equal("fresh", stand.Gate.Keys.Last());
    }

    [Fact]
    public async Task Health_tells_of_a_target_what_was_laid_to_its_endpoint()
    {
        await using var stand = await StartAsync(Dialect.OpenAI, _ => KeyGate.Refusal(451));
        await stand.AskAsync("a one");
        var target = stand.Table.Health.GetTargets(stand.Table.Route("b other"))[0];

        Assert.Equal((SkipReason.CircuitOpen, BreakerState.Open), (target.SkipReason, target.Breaker));
        Assert.NotEqual(Fault.None, target.LastFault);
        Assert.NotNull(target.AvailableAt);
    }

    private static Task<KeyStand> StartAsync(Dialect dialect, Func<GateRequest, string?> answer)
    {
        TargetDefinition[] targets =
        [
            KeyStand.Target(dialect, "a one", "a", "one-model"), KeyStand.Target(dialect, "a other", "a", "other-model"),
            KeyStand.Target(dialect, "b one", "b", "one-model"), KeyStand.Target(dialect, "b other", "b", "other-model"),
        ];
        return KeyStand.StartAsync(dialect, targets, new() { ["a"] = ["canary-a"], ["b"] = ["canary-b"] }, answer);
    }

    private static async Task<string> SkippedAsync(KeyStand stand)
    {
        var found = new List<string>();
        foreach (var (target, name) in new[] { ("a other", "other model"), ("b one", "other key"), ("b other", "both") })
        {
            if ((await stand.AskAsync(target)).Skipped.Any(l => l.Target == target))
            {
                found.Add(name);
            }
        }

        return string.Join(", ", found);
    }
}

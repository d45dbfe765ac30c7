using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Keys;

namespace RouteGen.Gateway.Tests.Limits;

/// <summary>A key's limits as callers meet them, in every dialect.</summary>
public sealed class LimitsOverHttpTests
{
    private readonly InMemoryGatewayKeyStore _store = new();

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task The_third_of_two_requests_a_minute_waits_at_most_a_minute(string dialect)
    {
        var token = await AddAsync(static k => k with { RequestsPerMinute = 2 });
        await using var bench = await StartAsync();
        for (var i = 1; i <= 2; i++)
        {
            using var served = await PostAsync(bench, token, dialect);
            Assert.Equal(HttpStatusCode.OK, served.StatusCode);
            Assert.Equal("2", served.Headers.GetValues("x-ratelimit-limit-requests").Single());
            Assert.Equal(
                (2 - i).ToString(CultureInfo.InvariantCulture), served.Headers.GetValues("x-ratelimit-remaining-requests").Single());
            Assert.DoesNotContain(token[^40..], served.Headers.ToString(), StringComparison.Ordinal);
        }

        using var refused = await PostAsync(bench, token, dialect);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        var error = JsonNode.Parse(await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["error"]!;
        Assert.Contains("2 requests a minute", (string?)error["message"], StringComparison.Ordinal);
        Assert.Equal(dialect == "messages" ? null : "rate_limit_exceeded", (string?)error["code"]);
        Assert.Equal(2, bench.Records.All.Count);
        Assert.DoesNotContain(bench.Records.All, r => r.ToString().Contains(token[^40..], StringComparison.Ordinal));

        // Another key goes on.
        using var other = await bench.PostAsync(Ask.PathOf(dialect), Ask.Body(dialect, "chat", "Say hello."));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Tokens_are_counted_as_they_were_used()
    {
        var token = await AddAsync(static k => k with { TokensPerMinute = 10_000_000 });
        await using var bench = await StartAsync();
        (await PostAsync(bench, token, "chat")).Dispose();
        await bench.UntilAsync(() => bench.Records.All.Count == 1);
        var usage = bench.Records.All.Single().Attempts.Single().Usage!.Value;
        using var second = await PostAsync(bench, token, "chat");
        Assert.Equal(
            (10_000_000 - usage.Input - usage.Output).ToString(CultureInfo.InvariantCulture),
            second.Headers.GetValues("x-ratelimit-remaining-tokens").Single());
    }

    [Fact]
    public async Task A_request_that_is_larger_than_a_minutes_tokens_is_not_sent_and_not_worth_a_retry()
    {
        var token = await AddAsync(static k => k with { TokensPerMinute = 1 });
        await using var bench = await StartAsync();
        using var refused = await PostAsync(bench, token, "chat");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
        Assert.Null(refused.Headers.RetryAfter);
        Assert.Empty(bench.Records.All);
    }

    // The wire's rules know of no limits of ours: elsewhere such headers would be a provider's that were handed on.
    private async Task<GatewayBench> StartAsync()
    {
        var bench = await GatewayBench.StartAsync(services: s => s.AddSingleton<IGatewayKeyStore>(_store));
        bench.IsJudged = false;
        return bench;
    }

    private async Task<string> AddAsync(Func<GatewayKey, GatewayKey> describe) =>
        (await new GatewayKeyManager(_store).IssueAsync(k => describe(k) with { Groups = ["*"] },
            TestContext.Current.CancellationToken)).Token;

    private static async Task<HttpResponseMessage> PostAsync(GatewayBench bench, string token, string dialect)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(bench.Address, Ask.PathOf(dialect)))
        {
            Content = new StringContent(Ask.Body(dialect, "chat", "Say hello.").ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add(dialect == "messages" ? "x-api-key" : "Authorization", dialect == "messages" ? token : "Bearer " + token);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}

using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Gateway.Records;
using RouteGen.Records;

namespace RouteGen.Gateway.Tests.Records;

/// <summary>Records by id, and usage: own ones, and nothing of others.</summary>
public sealed class RecordsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<string> NotMine => new(
        "0", "%2e%2e%2f", "'%20OR%20'1'='1", "00000000000000000000000000000000", "chatcmpl-", "resp_x",
            Guid.CreateVersion7().ToString("N"));

    [Theory]
    [InlineData("chat")]
    [InlineData("responses")]
    [InlineData("messages")]
    public async Task A_call_is_looked_up_by_any_id_that_its_caller_was_given(string dialect)
    {
        await using var bench = await GatewayBench.StartAsync();
        using var response = await bench.PostAsync(Ask.PathOf(dialect), Ask.Body(dialect, "chat", "Say hello."));
        var reply = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!;
        var id = response.Headers.GetValues("x-request-id").Single();

        foreach (var asked in (string[])[id, (string)reply["id"]!, Guid.ParseExact(id, "N").ToString("D").ToUpperInvariant()])
        {
            using var found = await bench.Http.GetAsync($"/v1/records/{asked}", Token);
            Assert.Equal(HttpStatusCode.OK, found.StatusCode);
            Assert.Equal(Assert.Single(bench.Records.All).ToJson(), await found.Content.ReadAsStringAsync(Token));
            Assert.Contains("no-store", found.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory, MemberData(nameof(NotMine))]
    public async Task What_is_not_there_is_told_as_what_is_anothers(string id)
    {
        await using var bench = await GatewayBench.StartAsync();
        var store = bench.Services.GetRequiredService<IRecordStore>();
        var another = Stored(tenant: "another", key: "k9");
        await store.AddAsync([another, Stored()], Token);

        Assert.Equal(await TellAsync(bench, another.Id), await TellAsync(bench, id));
        Assert.Equal(HttpStatusCode.NotFound, (await TellAsync(bench, id)).Status);
    }

    [Fact]
    public async Task The_404_is_in_the_callers_dialect()
    {
        await using var bench = await GatewayBench.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/records/none");
        request.Headers.Add("anthropic-version", "2023-06-01");
        using var response = await bench.Http.SendAsync(request, Token);
        Assert.Equal("error", (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["type"]);
    }

    [Theory]
    [InlineData("k1", "t1", false, "mine tenants")]
    [InlineData("k2", null, false, "")]
    [InlineData(null, "t1", false, "mine tenants")]
    [InlineData(null, null, false, "nobodys")]
    [InlineData("admin", null, true, "mine tenants others nobodys")]
    public void A_key_sees_its_own_and_its_tenants_calls(string? key, string? tenant, bool seesAll, string expected)
    {
        (string Name, StoredRecord Record)[] records =
        [
            ("mine", Stored("t1", "k1")), ("tenants", Stored("t1", "k3")), ("others", Stored("t2", "k4")), ("nobodys", Stored()),
        ];
        var reader = new RecordReader(key, tenant, seesAll);
        Assert.Equal(expected, string.Join(' ', records.Where(r => reader.Sees(r.Record)).Select(r => r.Name)));
    }

    [Fact]
    public async Task Usage_adds_up_to_the_records_by_day_and_route()
    {
        await using var bench = await GatewayBench.StartAsync();
        foreach (var route in (string[])["chat", "chat", "write"])
        {
            using var response = await bench.PostAsync("/v1/chat/completions", Ask.Body("chat", route, "Say hello."));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var usage = JsonNode.Parse(await bench.Http.GetStringAsync("/v1/me/usage", Token))!;
        Assert.Equal(["chat 2", "write 1"], usage["days"]!.AsArray().Select(d => $"{d!["route"]} {d["calls"]}"));
        Assert.Equal(bench.Records.All.Sum(r => r.CostUsd), (decimal)usage["total"]!["costUsd"]!);
        Assert.Equal(bench.Records.All.Sum(r => r.Usage!.Value.Output), (long)usage["total"]!["outputTokens"]!);
        Assert.Equal(0, (int)usage["total"]!["unknownCosts"]!);

        var none = JsonNode.Parse(await bench.Http.GetStringAsync("/v1/me/usage?from=2025-01-01&to=2025-02-01", Token))!;
        Assert.Equal(("2025-01-01", "2025-02-01", 0), ((string?)none["from"], (string?)none["to"], (int)none["total"]!["calls"]!));
    }

    [Theory]
    [InlineData("?from=yesterday")]
    [InlineData("?to=2026-13-01")]
    [InlineData("?from=2026-02-01&to=2026-01-01")]
    [InlineData("?from=2020-01-01&to=2026-01-01")]
    [InlineData("?from=0001-01-01")]
    public async Task Ranges_that_are_none_are_refused_by_name(string query)
    {
        await using var bench = await GatewayBench.StartAsync();
        using var response = await bench.Http.GetAsync("/v1/me/usage" + query, Token);
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(Token))!["error"]!;
        Assert.Contains((string?)error["param"], (string?[])["from", "to"]);
    }

    private static async Task<(HttpStatusCode Status, string Body)> TellAsync(GatewayBench bench, string id)
    {
        using var response = await bench.Http.GetAsync($"/v1/records/{id}", Token);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Token));
    }

    private static StoredRecord Stored(string? tenant = null, string? key = null) => new()
    {
        Id = Guid.CreateVersion7().ToString("N"),
        StartedAt = DateTimeOffset.UtcNow,
        Table = "DeskRoutes",
        Route = "chat",
        Outcome = RouteOutcome.Served,
        Tenant = tenant,
        Key = key,
        Json = "{\"secret\":1}",
    };
}

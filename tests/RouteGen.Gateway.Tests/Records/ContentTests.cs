using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RouteGen.Testing;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Gateway.Tests.Records;

/// <summary>Prompts and replies of a route that captures, in both lanes, and who reads them.</summary>
public sealed class ContentTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static MatrixTheoryData<string, bool> Calls => new(["chat", "messages", "responses"], [false, true]);

    [Theory, MemberData(nameof(Calls))]
    public async Task Both_lanes_keep_prompt_and_reply_redacted(string dialect, bool streamed)
    {
        await using var bench = await GatewayBench.StartAsync(services: static s => s.AddRouteContent());
        bench.Providers.On("gpt").Always(SimulatedReply.FromText("Write to bob@contoso.example about it, please."));
        var id = await AskAsync(bench, dialect, "I am ada@example.com", streamed);

        using var response = await GetAsync(bench, $"/v1/admin/content/{id}");
        var text = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        var contents = JsonNode.Parse(text)!["contents"]!.AsArray();
        Assert.Equal(["prompt", "reply"], contents.Select(static c => (string)c!["kind"]!));
        Assert.Contains("I am [email]", text, StringComparison.Ordinal);
        Assert.Contains("Write to [email] about it", text, StringComparison.Ordinal);
        Assert.DoesNotContain("example", text, StringComparison.Ordinal);
        Assert.Contains(dialect == "chat" ? "relay" : "translate", bench.Records.All[0].ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reading_takes_an_administrator_and_leaves_its_trace()
    {
        var log = new LogLines();
        await using var bench = await GatewayBench.StartAsync(
            services: s => s.AddRouteContent().AddLogging(l => l.AddProvider(log).SetMinimumLevel(LogLevel.Trace)));
        var id = await AskAsync(bench, "chat", "hello there", streamed: false);

        foreach (var path in (string[])[$"/v1/admin/content/{id}", $"/v1/admin/content/{id}/reads"])
        {
            using var refused = await bench.Http.GetAsync(path, Token);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
            Assert.DoesNotContain("hello there", await refused.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
            using var nobody = await new HttpClient { BaseAddress = bench.Address }.GetAsync(path, Token);
            Assert.Equal(HttpStatusCode.Unauthorized, nobody.StatusCode);
        }

        using var read = await GetAsync(bench, $"/v1/admin/content/{id}");
        Assert.Contains("hello there", await read.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        using var reads = await GetAsync(bench, $"/v1/admin/content/{id}/reads");
        var trace = JsonNode.Parse(await reads.Content.ReadAsStringAsync(Token))!["reads"]!.AsArray();
        Assert.Equal("admin", (string?)Assert.Single(trace)!["reader"]);
        Assert.Contains(log.All, l => l.Id == 121 && l.Text.Contains(id, StringComparison.Ordinal)
            && l.Text.Contains("admin", StringComparison.Ordinal));
        Assert.DoesNotContain(log.All, l => l.Text.Contains("hello there", StringComparison.Ordinal));
        Assert.DoesNotContain("hello there", bench.Records.All[0].ToJson(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kept", "x-routegen-no-capture", "1")]
    [InlineData("chat", "x-routegen-no-capture", "false")]
    [InlineData("chat", "x-routegen-capture", "full")]
    public async Task A_request_may_forbid_capture_and_not_cause_it(string route, string header, string value)
    {
        await using var bench = await GatewayBench.StartAsync(services: static s => s.AddRouteContent());
        var body = Ask.Body("chat", route, "hello");
        body["capture"] = "full";
        body["store"] = false;
        using (var response = await bench.PostAsync("/v1/chat/completions", body, (header, value)))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        using var found = await GetAsync(bench, $"/v1/admin/content/{bench.Records.All[0].Id}");
        Assert.Equal(HttpStatusCode.NotFound, found.StatusCode);
    }

    [Fact]
    public async Task A_user_is_erased()
    {
        await using var bench = await GatewayBench.StartAsync(services: static s => s.AddRouteContent());
        var mine = await AskAsync(bench, "chat", "mine", streamed: false, user: "ada");
        var others = await AskAsync(bench, "chat", "another's", streamed: false, user: "bob");

        using (var nobody = await SendAsync(bench, HttpMethod.Delete, "/v1/admin/content"))
        {
            Assert.Equal(HttpStatusCode.BadRequest, nobody.StatusCode);
        }

        using var erased = await SendAsync(bench, HttpMethod.Delete, "/v1/admin/content?user=ada");
        Assert.Equal("""{"erased":2}""", await erased.Content.ReadAsStringAsync(Token));
        using var gone = await GetAsync(bench, $"/v1/admin/content/{mine}");
        Assert.Equal(HttpStatusCode.NotFound, gone.StatusCode);
        using var kept = await GetAsync(bench, $"/v1/admin/content/{others}");
        Assert.Equal(HttpStatusCode.OK, kept.StatusCode);
    }

    private static async Task<string> AskAsync(GatewayBench bench, string dialect, string text, bool streamed, string user = "u")
    {
        using var response = await bench.PostAsync(
            Ask.PathOf(dialect), Ask.Body(dialect, "kept", text, streamed), ("x-routegen-user", user));
        var body = await response.Content.ReadAsStringAsync(Token);
        Assert.True(response.StatusCode == HttpStatusCode.OK, body);
        return response.Headers.GetValues("x-request-id").Single();
    }

    private static Task<HttpResponseMessage> GetAsync(GatewayBench bench, string path) => SendAsync(bench, HttpMethod.Get, path);

    private static Task<HttpResponseMessage> SendAsync(GatewayBench bench, HttpMethod method, string path)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", GatewayBench.AdminToken);
        return bench.Http.SendAsync(request, Token);
    }
}

using RouteGen.Testing;
using RouteGen.TestSupport.Wire;

namespace RouteGen.Tool.Tests.Smoke;

/// <summary>What keeps a request from the API at all is named as what it is.</summary>
public sealed class ConnectionTests
{
    private const string Page = "<!DOCTYPE html><html><head><title>Welcome</title></head><body>Hello.</body></html>";

    [Theory]
    [InlineData("http://no-such-host.invalid/v1", "endpoint-dns", "no-such-host.invalid")]
    [InlineData("refused", "endpoint-refused", "Nothing listens")]
    public async Task An_address_that_leads_nowhere_is_named(string endpoint, string diagnosis, string words)
    {
        endpoint = endpoint == "refused" ? SimulatedProvider.GetRefusedEndpoint().AbsoluteUri : endpoint;
        using var stand = SmokeStand.ForOne("openai", endpoint);

        var result = await stand.JsonAsync();

        Assert.Equal((1, diagnosis), (result.ExitCode, result.Diagnosis("one plain")));
        Assert.Contains(words, result.Words("one plain"), StringComparison.Ordinal);

        // It is the same for every other request, which nobody waits for.
        Assert.All(result.Calls.Skip(1), static c => Assert.Equal("same", c.GetProperty("diagnosis").GetString()));
        Assert.Single(result.Findings);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + Page, "endpoint-html")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n" + Page, "endpoint-html")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + Page, "endpoint-html")]
    [InlineData("HTTP/1.1 503 Unavailable\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n" + Page, "gateway-page")]
    [InlineData("HTTP/1.1 308 Moved\r\nLocation: https://elsewhere.example/v1\r\nContent-Length: 0\r\n\r\n", "endpoint-redirect")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "endpoint-path")]
    [InlineData("HTTP/1.1 405 Method Not Allowed\r\nContent-Length: 0\r\n\r\n", "endpoint-path")]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n", "proxy-auth")]
    [InlineData("SSH-2.0-OpenSSH_9.9\r\n", "endpoint-protocol")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n{\"hello\":1}", "empty-reply", "unreadable")]
    public async Task What_answers_and_is_no_api_is_named(string reply, params string[] diagnoses)
    {
        await using var server = new RawServer(reply);
        using var stand = SmokeStand.ForOne("openai", server.Endpoint);

        var result = await stand.JsonAsync("--shape", "plain");

        Assert.Contains(result.Diagnosis("one plain"), diagnoses);
        Assert.Equal(1, result.ExitCode);
    }

    [Fact]
    public async Task A_server_without_tls_behind_https_is_named()
    {
        await using var provider = await SimulatedProvider.StartAsync(ProviderWire.OpenAI);
        using var stand = SmokeStand.ForOne(
            "openai", provider.Endpoint.AbsoluteUri.Replace("http:", "https:", StringComparison.Ordinal));

        Assert.Equal("endpoint-tls", (await stand.JsonAsync("--shape", "plain")).Diagnosis("one plain"));
    }

    [Fact]
    public async Task A_redirect_says_where_to_and_that_it_was_not_followed()
    {
        await using var server = new RawServer(
            "HTTP/1.1 308 Moved\r\nLocation: https://elsewhere.example/v1\r\nContent-Length: 0\r\n\r\n");
        using var stand = SmokeStand.ForOne("openai", server.Endpoint);

        Assert.Contains("elsewhere.example", (await stand.JsonAsync("--shape", "plain")).Words("one plain"), StringComparison.Ordinal);
    }
}

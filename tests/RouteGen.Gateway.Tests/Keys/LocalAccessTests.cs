using System.Net;
using RouteGen.Keys;

namespace RouteGen.Gateway.Tests.Keys;

/// <summary>Where no key is needed: in Development, on this machine, and nowhere else.</summary>
public sealed class LocalAccessTests
{
    private const string Anonymous = "key=;tenant=;user=;groups=*;names=Any;admin=False";

    private static readonly Dictionary<string, string?> OneKey = new()
    {
        ["RouteGen:Gateway:Keys:desk:Hash"] = GatewayKeyHash.Compute("good").ToConfigurationValue(),
    };

    [Fact]
    public async Task Development_without_keys_needs_none_and_says_so()
    {
        await using var server = await KeyServer.StartAsync([], environment: "Development");
        Assert.Equal((HttpStatusCode.OK, Anonymous), Short(await server.AskAsync()));

        // SDKs insist on sending a key: it means nothing.
        Assert.Equal((HttpStatusCode.OK, Anonymous), Short(await server.AskWithAsync("sk-anything")));
        Assert.Contains("Warning 100", server.Lines.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.AskAsync("/admin")).Status);
    }

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("X-Forwarded-For", "203.0.113.7")]
    [InlineData("Forwarded", "for=203.0.113.7")]
    public async Task A_page_or_a_proxy_is_not_the_user_of_this_machine(string header, string value)
    {
        await using var server = await KeyServer.StartAsync([], environment: "Development");
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskAsync(headers: (header, value))).Status);
        Assert.Equal(HttpStatusCode.OK,
            (await server.AskAsync(headers: [("Host", "localhost:1"), ("Origin", "http://localhost:5173")])).Status);
    }

    [Theory]
    [InlineData("Production", "http://127.0.0.1:0")]
    [InlineData("Staging", "http://127.0.0.1:0")]
    [InlineData("Development", "http://0.0.0.0:0")]
    public async Task Elsewhere_it_is_refused_whatever_the_option_says(string environment, string url)
    {
        await using var server = await KeyServer.StartAsync(
            new() { ["RouteGen:Gateway:Access:AnonymousOnLoopback"] = "true" }, environment: environment, url: url);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskAsync()).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskWithAsync("sk-anything")).Status);
        Assert.DoesNotContain("Warning 100", server.Lines.Text, StringComparison.Ordinal);
        Assert.Contains("Warning 101", server.Lines.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_keys_the_option_decides_and_a_key_that_is_sent_must_be_right()
    {
        await using (var server = await KeyServer.StartAsync(OneKey, environment: "Development"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskAsync()).Status);
        }

        await using (var server = await KeyServer.StartAsync(
            new(OneKey) { ["RouteGen:Gateway:Access:AnonymousOnLoopback"] = "true" }, environment: "Development"))
        {
            Assert.Equal((HttpStatusCode.OK, Anonymous), Short(await server.AskAsync()));
            Assert.StartsWith("key=desk;", (await server.AskWithAsync("good")).Body, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskWithAsync("wrong")).Status);
        }
    }

    [Fact]
    public async Task Development_can_refuse_too()
    {
        await using var server = await KeyServer.StartAsync(
            new() { ["RouteGen:Gateway:Access:AnonymousOnLoopback"] = "false" }, environment: "Development");
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskAsync()).Status);
    }

    [Fact]
    public async Task The_administrator_is_one_beside_anonymous_callers()
    {
        await using var server = await KeyServer.StartAsync(
            new() { ["RouteGen:Gateway:Admin:Hash"] = GatewayKeyHash.Compute("root").ToConfigurationValue() }, environment: "Development");
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync("root", "/admin")).Status);
        Assert.Equal((HttpStatusCode.OK, Anonymous), Short(await server.AskAsync()));
    }

    private static (HttpStatusCode, string) Short((HttpStatusCode Status, string Body, HttpResponseMessage Reply) answer) =>
        (answer.Status, answer.Body);
}

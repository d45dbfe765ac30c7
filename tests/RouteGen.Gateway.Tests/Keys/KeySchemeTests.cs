using System.Net;
using System.Text.Json;
using RouteGen.Keys;

namespace RouteGen.Gateway.Tests.Keys;

/// <summary>What the scheme of keys accepts, and what it answers when it does not.</summary>
public sealed class KeySchemeTests
{
    private static readonly string Token = GatewayKeyText.CreateToken("desk");
    private static readonly string Foreign = "sk-from-elsewhere-" + Guid.NewGuid().ToString("N");

    private static Dictionary<string, string?> Settings(params (string Name, string? Value)[] more)
    {
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["RouteGen:Gateway:Keys:desk:Hash"] = GatewayKeyHash.Compute(Token).ToConfigurationValue(),
            ["RouteGen:Gateway:Keys:desk:Tenant"] = "acme",
            ["RouteGen:Gateway:Keys:desk:Groups:0"] = "desk",
            ["RouteGen:Gateway:Keys:desk:Groups:1"] = "night",
            ["RouteGen:Gateway:Keys:old:Hash"] = GatewayKeyHash.Compute(Foreign).ToConfigurationValue(),
        };
        foreach (var (name, value) in more)
        {
            settings["RouteGen:Gateway:" + name] = value;
        }

        return settings;
    }

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("authorization", "bearer   ")]
    [InlineData("x-api-key", "")]
    [InlineData("api-key", "")]
    public async Task A_key_is_taken_from_each_of_three_headers(string header, string before)
    {
        await using var server = await KeyServer.StartAsync(Settings());
        var (status, body, _) = await server.AskAsync(headers: (header, before + Token));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("key=desk;tenant=acme;user=;groups=desk,night;names=None;admin=False", body);
    }

    [Fact]
    public async Task A_key_from_elsewhere_is_known_by_its_hash()
    {
        await using var server = await KeyServer.StartAsync(Settings());
        Assert.StartsWith("key=old;", (await server.AskWithAsync(Foreign)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_key_in_several_headers_is_one_key_and_two_are_refused()
    {
        await using var server = await KeyServer.StartAsync(Settings());
        var (status, _, _) = await server.AskAsync(headers: [("Authorization", "Bearer " + Token), ("x-api-key", Token)]);
        Assert.Equal(HttpStatusCode.OK, status);

        (string, string)[][] conflicts =
        [
            [("Authorization", "Bearer " + Token), ("x-api-key", Foreign)],
            [("x-api-key", Token), ("api-key", Foreign)],
            [("Authorization", "Bearer " + Token), ("api-key", "nonsense")],
        ];
        foreach (var headers in conflicts)
        {
            var (refused, body, _) = await server.AskAsync(headers: headers);
            Assert.Equal(HttpStatusCode.Unauthorized, refused);
            Assert.Equal("conflicting_api_keys", Error(body).GetProperty("code").GetString());
        }
    }

    [Theory]
    [InlineData("Disabled", null, "key_disabled")]
    [InlineData("revoked", null, "key_revoked")]
    [InlineData("active", "2020-01-01", "key_expired")]
    public async Task A_key_that_is_out_of_use_says_why(string state, string? expires, string code)
    {
        await using var server = await KeyServer.StartAsync(
            Settings(("Keys:desk:State", state), ("Keys:desk:ExpiresAt", expires)));
        var (status, body, _) = await server.AskWithAsync(Token);

        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal(code, Error(body).GetProperty("code").GetString());
        Assert.DoesNotContain(Token, server.Lines.Text, StringComparison.Ordinal);
        Assert.Contains($"403 {code}: key desk", server.Lines.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_in_the_dialect_of_its_path()
    {
        await using var server = await KeyServer.StartAsync(Settings());
        var (status, body, reply) = await server.AskWithAsync(Foreign + "x", "/v1/chat/completions");
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("Bearer", reply.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal(["message", "type", "param", "code"], Error(body).EnumerateObject().Select(static m => m.Name));
        Assert.Equal("invalid_api_key", Error(body).GetProperty("code").GetString());

        (status, body, _) = await server.AskAsync("/v1/messages?beta=true");
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal("authentication_error", Error(body).GetProperty("type").GetString());
        Assert.Equal(["type", "error", "request_id"], JsonDocument.Parse(body).RootElement.EnumerateObject().Select(static m => m.Name));
    }

    [Fact]
    public async Task The_administrator_manages_and_calls_nothing()
    {
        var admin = GatewayKeyText.CreateToken("root");
        await using var server = await KeyServer.StartAsync(
            Settings(("Admin:Hash", GatewayKeyHash.Compute(admin).ToConfigurationValue())));

        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(admin, "/admin")).Status);
        var (status, body, _) = await server.AskWithAsync(Token, "/admin");
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Equal("permission_denied", Error(body).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskAsync("/admin")).Status);
    }

    [Fact]
    public void A_route_in_groups_is_for_keys_that_have_one_of_them()
    {
        var access = new GatewayAccess { Groups = ["desk"] };
        Assert.True(access.Allows("T", "open", []));
        Assert.True(access.Allows("T", "answer", ["night", "desk"]));
        Assert.False(access.Allows("T", "answer", ["night"]));
        Assert.False(access.Allows("T", "answer", ["Desk"]));
        Assert.False(new GatewayAccess().Allows("T", "answer", ["desk"]));
        Assert.True(GatewayAccess.Anonymous.Allows("T", "answer", ["desk"]));

        var narrow = access with { Routes = ["answer", "Other/look"] };
        Assert.True(narrow.Allows("T", "answer", ["desk"]));
        Assert.False(narrow.Allows("T", "answer", ["night"]));
        Assert.False(narrow.Allows("T", "look", []));
        Assert.True(narrow.Allows("Other", "look", []));
        Assert.False(narrow.Allows("Othe", "rlook", []));
    }

    internal static JsonElement Error(string body) => JsonDocument.Parse(body).RootElement.GetProperty("error");
}

using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RouteGen.Gateway.Endpoints;
using RouteGen.Gateway.Tests.Keys;
using RouteGen.Keys;

namespace RouteGen.Gateway.Tests.Endpoints;

/// <summary>Keys over HTTP, from their issue to their end, over a SQLite file.</summary>
public sealed class AdminKeysTests : IAsyncLifetime
{
    private const string Keys = "/v1/admin/keys";

    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-admin-").FullName;
    private readonly string _admin = GatewayKeyText.CreateToken("root");
    private readonly List<string> _secrets = [];
    private KeyServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await KeyServer.StartAsync(
        new()
        {
            ["RouteGen:Gateway:Admin:Hash"] = GatewayKeyHash.Compute(_admin).ToConfigurationValue(),
            ["RouteGen:Gateway:Keys:fixed:Hash"] = GatewayKeyHash.Compute("fixed-token").ToConfigurationValue(),
        },
        s => s.AddRouteSqliteKeys(Path.Combine(_folder, "keys.db")),
        map: static app => AdminKeys.MapAdminKeys(app));

    public async ValueTask DisposeAsync()
    {
        // Whatever a test did: no secret is in the log or in the file.
        await _server.DisposeAsync();
        _secrets.Add(_admin);
        foreach (var secret in _secrets)
        {
            Assert.DoesNotContain(secret[^40..], _server.Lines.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(
                Directory.GetFiles(_folder), f => File.ReadAllBytes(f).AsSpan().IndexOf(Encoding.UTF8.GetBytes(secret[^40..])) >= 0);
        }

        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_key_is_issued_used_disabled_enabled_rotated_and_revoked()
    {
        var (status, issued) = await SendAsync(HttpMethod.Post, Keys, """
            {"name":"Desk","tenant":"acme","groups":["desk"],"tags":{"team":"red"},"users":["ada"],"requestsPerMinute":60,
             "tokensPerMinute":90000,"maxConcurrency":4,"expiresAt":"2099-01-01T00:00:00Z"}
            """);
        Assert.Equal(HttpStatusCode.Created, status);
        var token = Token(issued);
        var id = issued.GetProperty("key").GetProperty("id").GetString()!;
        Assert.StartsWith($"rg_{id}_", token, StringComparison.Ordinal);
        Assert.Equal("listed", issued.GetProperty("key").GetProperty("mayNameUsers").GetString());
        Assert.Equal(HttpStatusCode.OK, (await _server.AskWithAsync(token)).Status);

        // The secret is shown once.
        var (_, shown) = await SendAsync(HttpMethod.Get, $"{Keys}/{id}");
        Assert.DoesNotContain(token[^40..], shown.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("hash", shown.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal("store", shown.GetProperty("source").GetString());

        await IsAsync(id, "disable", "disabled", token, HttpStatusCode.Forbidden, "key_disabled");
        await IsAsync(id, "enable", "active", token, HttpStatusCode.OK, null);

        // Both work while the grace lasts.
        var (_, rotated) = await SendAsync(HttpMethod.Post, $"{Keys}/{id}/rotate", """{"graceSeconds":3600}""");
        var second = Token(rotated);
        Assert.Equal(HttpStatusCode.OK, (await _server.AskWithAsync(token)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _server.AskWithAsync(second)).Status);

        // Without a grace the one before ends at once, and the one before that is not good any more either.
        (_, rotated) = await SendAsync(HttpMethod.Post, $"{Keys}/{id}/rotate");
        var third = Token(rotated);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _server.AskWithAsync(token)).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _server.AskWithAsync(second)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _server.AskWithAsync(third)).Status);

        await IsAsync(id, "revoke", "revoked", third, HttpStatusCode.Forbidden, "key_revoked");
        foreach (var verb in new[] { "enable", "disable", "rotate" })
        {
            var (refused, why) = await SendAsync(HttpMethod.Post, $"{Keys}/{id}/{verb}");
            Assert.Equal(HttpStatusCode.Conflict, refused);
            Assert.Equal("key_revoked", why.GetProperty("error").GetProperty("code").GetString());
        }

        var lines = _server.Lines.Text;
        foreach (var verb in new[] { "issued", "disabled", "enabled", "rotated", "revoked" })
        {
            Assert.Contains($"Key {id} {verb} by admin", lines, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_patch_changes_what_it_names()
    {
        var (_, issued) = await SendAsync(HttpMethod.Post, Keys,
            """{"name":"Desk","tenant":"acme","groups":["desk"],"maxConcurrency":4}""");
        var token = Token(issued);
        var id = issued.GetProperty("key").GetProperty("id").GetString()!;
        Assert.StartsWith($"key={id};tenant=acme;user=;groups=desk;", (await _server.AskWithAsync(token)).Body, StringComparison.Ordinal);

        var (status, changed) = await SendAsync(HttpMethod.Patch, $"{Keys}/{id}", """{"tenant":"other","groups":["*"],"maxConcurrency":"""
            + """null}""");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("Desk", changed.GetProperty("name").GetString());
        Assert.Equal(JsonValueKind.Null, changed.GetProperty("maxConcurrency").ValueKind);
        Assert.StartsWith($"key={id};tenant=other;user=;groups=*;", (await _server.AskWithAsync(token)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_wrong_is_said_by_member_and_changes_nothing()
    {
        var (status, refused) = await SendAsync(HttpMethod.Post, Keys, """
            {"tenant":7,"groups":"desk","tags":{"a":1},"maxConcurrency":0,"requestsPerMinute":1.5,"mayNameUsers":"all","expiresAt":"soon",
             "administrator":"yes","secret":"x","routes":[1],"name":"a\u0000b"}
            """);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        var error = refused.GetProperty("error");
        Assert.Equal(["message", "type", "param", "code", "problems"], error.EnumerateObject().Select(static m => m.Name));
        Assert.Equal(
            ["administrator", "expiresAt", "groups", "maxConcurrency", "mayNameUsers", "name", "requestsPerMinute", "routes", "secret",
                "tags", "tenant"],
            error.GetProperty("problems").EnumerateArray().Select(static p =>
                p.GetProperty("param").GetString()!).Order(StringComparer.Ordinal));

        (_, var list) = await SendAsync(HttpMethod.Get, Keys);
        Assert.Equal(["admin", "fixed"], list.GetProperty("data").EnumerateArray().Select(static k => k.GetProperty("id").GetString()));
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"name\":\"a\"} x")]
    public async Task A_body_that_is_no_object_is_refused(string body)
    {
        var (status, refused) = await SendAsync(HttpMethod.Post, Keys, body);
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("invalid_json", refused.GetProperty("error").GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_body_that_no_key_needs_is_not_read_to_its_end()
    {
        var (status, _) = await SendAsync(HttpMethod.Post, Keys, $$"""{"name":"{{new string('x', 100_000)}}"}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, status);

        using var broken = new ByteArrayContent([.. "{\"name\":\""u8, 0xFF, 0xFE, .. "\"}"u8]);
        (status, _, _) = await _server.AskAsync(Keys, HttpMethod.Post, broken, ("Authorization", "Bearer " + _admin));
        Assert.Equal(HttpStatusCode.BadRequest, status);
    }

    [Fact]
    public async Task Keys_in_configuration_are_shown_and_not_changed()
    {
        var (status, shown) = await SendAsync(HttpMethod.Get, Keys + "/fixed");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal("configuration", shown.GetProperty("source").GetString());
        foreach (var verb in new[] { "disable", "enable", "revoke", "rotate" })
        {
            (status, var refused) = await SendAsync(HttpMethod.Post, $"{Keys}/fixed/{verb}");
            Assert.Equal(HttpStatusCode.Conflict, status);
            Assert.Equal("keys_read_only", refused.GetProperty("error").GetProperty("code").GetString());
        }

        (status, _) = await SendAsync(HttpMethod.Patch, Keys + "/fixed", """{"name":"x"}""");
        Assert.Equal(HttpStatusCode.Conflict, status);
        foreach (var id in new[] { "nobody", "a%2Fb", "%27%20OR%201%3D1", new string('x', 200) })
        {
            (status, _) = await SendAsync(HttpMethod.Get, $"{Keys}/{id}");
            Assert.Equal(HttpStatusCode.NotFound, status);
        }
    }

    [Fact]
    public async Task Whoever_is_no_administrator_sees_and_changes_nothing()
    {
        var (_, issued) = await SendAsync(HttpMethod.Post, Keys, "{}");
        var token = Token(issued);
        var id = issued.GetProperty("key").GetProperty("id").GetString()!;
        (HttpMethod, string)[] requests =
        [
            (HttpMethod.Get, Keys), (HttpMethod.Post, Keys), (HttpMethod.Get, $"{Keys}/{id}"), (HttpMethod.Patch, $"{Keys}/{id}"),
            (HttpMethod.Post, $"{Keys}/{id}/disable"), (HttpMethod.Post, $"{Keys}/{id}/rotate"), (HttpMethod.Post, $"{Keys}/{id}/revoke"),
        ];
        foreach (var (method, path) in requests)
        {
            using var body = new StringContent("""{"administrator":true}""");
            Assert.Equal(HttpStatusCode.Unauthorized, (await _server.AskAsync(path, method, body)).Status);
            using var again = new StringContent("""{"administrator":true}""");
            Assert.Equal(HttpStatusCode.Forbidden, (await _server.AskAsync(path, method, again, ("x-api-key", token))).Status);
        }

        // An administrator can make another.
        (_, issued) = await SendAsync(HttpMethod.Post, Keys, """{"administrator":true,"name":"second"}""");
        Assert.Equal(HttpStatusCode.OK, (await _server.AskAsync(Keys, headers: ("x-api-key", Token(issued)))).Status);
    }

    private async Task IsAsync(string id, string verb, string state, string token, HttpStatusCode then, string? code)
    {
        var (status, key) = await SendAsync(HttpMethod.Post, $"{Keys}/{id}/{verb}");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(state, key.GetProperty("state").GetString());
        var (answer, body, _) = await _server.AskWithAsync(token);
        Assert.Equal(then, answer);
        if (code is not null)
        {
            Assert.Equal(code, KeySchemeTests.Error(body).GetProperty("code").GetString());
        }
    }

    private string Token(JsonElement issued)
    {
        var token = issued.GetProperty("token").GetString()!;
        _secrets.Add(token);
        return token;
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        var (status, text, reply) = await _server.AskAsync(path, method, content, ("Authorization", "Bearer " + _admin));
        Assert.Contains("no-store", reply.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        return (status, JsonDocument.Parse(text).RootElement);
    }
}

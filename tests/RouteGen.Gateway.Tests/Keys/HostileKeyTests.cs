using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RouteGen.Gateway.Keys;
using RouteGen.Keys;

namespace RouteGen.Gateway.Tests.Keys;

/// <summary>What strangers send as a key.</summary>
public sealed class HostileKeyTests
{
    private static readonly string Token = GatewayKeyText.CreateToken("desk");

    private static Dictionary<string, string?> Settings => new()
    {
        ["RouteGen:Gateway:Keys:desk:Hash"] = GatewayKeyHash.Compute(Token).ToConfigurationValue(),
        ["RouteGen:Gateway:Access:RefusalsPerMinute"] = "1000000",
    };

    public static TheoryData<string> Tokens =>
    [
        "' OR 1=1 --", "sk-1'); DROP TABLE routegen_key; --", "%", "*", "rg_", "rg__", "rg_desk_", "rg_desk_" + new string('0', 49),
        "../../etc/passwd", "${jndi:ldap://x}", "null", "undefined", "Bearer", "Bearer Bearer", "{}", new string('a', 4_096),
        new string('a', 4_097), new string('a', 1_000_000), "canary\u00e9", "canary\u0430", "canary, canary", "a b", "\t", "=?utf-8?B?",
            "eyJhbGciOiJub25lIn0.e30.",
    ];

    [Theory, MemberData(nameof(Tokens))]
    public async Task No_key_is_let_in_echoed_or_logged(string hostile)
    {
        var folder = Directory.CreateTempSubdirectory("routegen-hostile-").FullName;
        var server = await KeyServer.StartAsync(Settings, s => s.AddRouteSqliteKeys(Path.Combine(folder, "keys.db")));
        try
        {
            foreach (var header in new[] { "Authorization: Bearer ", "x-api-key: ", "api-key: " })
            {
                var (status, reply) = await RawAsync(server, header + "canary-" + hostile);
                Assert.True(status is 401 or 400 or 431, $"{status}");
                Assert.DoesNotContain("canary", reply, StringComparison.Ordinal);
                (status, _) = await RawAsync(server, header + hostile);
                Assert.True(status is 401 or 400 or 431, $"{status}");
            }

            Assert.DoesNotContain("canary", server.Lines.Text, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(Token)).Status);
        }
        finally
        {
            await server.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }

    [Theory]
    [InlineData("Authorization: Bearer canary\0", 400)]
    [InlineData("Authorization: Bearer canary\nx-api-key: canary2", 401)]
    [InlineData("Authorization: Bearer T\r\nAuthorization: Bearer canary", 401)]
    [InlineData("Authorization: Bearer canary\r\nAuthorization: Bearer T", 401)]
    [InlineData("Authorization: Bearer T\r\nAuthorization: Bearer T", 200)]
    [InlineData("x-api-key: T\r\nx-api-key: canary", 401)]
    [InlineData("X-API-KEY: T\r\napi-key: T\r\nAuthorization: bearer T", 200)]
    [InlineData("Authorization: Basic canary\r\nx-api-key: T", 200)]
    [InlineData("Authorization: T", 401)]
    [InlineData("Authorization: Bearer", 401)]
    [InlineData("Authorization: BearerT", 401)]
    [InlineData("Cookie: api-key=T; x-api-key=T", 401)]
    [InlineData("Proxy-Authorization: Bearer T", 401)]
    public async Task Headers_in_odd_forms_are_read_as_they_stand(string headers, int expected)
    {
        await using var server = await KeyServer.StartAsync(Settings);
        var (status, reply) = await RawAsync(server, headers.Replace("T", Token, StringComparison.Ordinal));
        Assert.Equal(expected, status);
        Assert.DoesNotContain("canary", reply, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", server.Lines.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Token, server.Lines.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_in_an_address_is_not_one()
    {
        await using var server = await KeyServer.StartAsync(Settings);
        foreach (var path in new[] { $"/v1/models?api-key={Token}", $"/v1/models?key={Token}&access_token={Token}", $"/v1/{Token}" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskAsync(path)).Status);
        }
    }

    [Fact]
    public async Task Nothing_of_a_body_is_read_before_a_key_is_accepted()
    {
        await using var server = await KeyServer.StartAsync(Settings);
        var port = server.Client.BaseAddress!.Port;
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();

        // The body is announced, and never sent: whoever reads it waits.
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer nonsense\r\nContent-Length: 30000000\r\n" +
            "Content-Type: application/json\r\nExpect: 100-continue\r\n\r\n"), TestContext.Current.CancellationToken);
        var buffer = new byte[200];
        var read = await stream.ReadAtLeastAsync(buffer, 12, cancellationToken: TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 401", Encoding.ASCII.GetString(buffer, 0, read), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_refusals_of_an_address_become_429_and_a_valid_key_still_passes()
    {
        var time = new FakeTimeProvider();
        var settings = Settings;
        settings["RouteGen:Gateway:Access:RefusalsPerMinute"] = "5";
        var stored = GatewayKeyText.CreateToken("stored");
        var store = new InMemoryGatewayKeyStore();
        await using var server = await KeyServer.StartAsync(
            settings, s => s.AddSingleton<TimeProvider>(time).AddSingleton<IGatewayKeyStore>(store));
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskWithAsync("nonsense" + i)).Status);
        }

        for (var i = 0; i < 5; i++)
        {
            var (status, body, reply) = await server.AskWithAsync("nonsense");
            Assert.Equal(HttpStatusCode.TooManyRequests, status);
            Assert.InRange(reply.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
            Assert.Equal("false", reply.Headers.GetValues("x-should-retry").Single());
            Assert.Equal("too_many_invalid_keys", KeySchemeTests.Error(body).GetProperty("code").GetString());
        }

        // Of configuration, and of a store that has never seen it before.
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(Token)).Status);
        await store.AddAsync(new GatewayKey { Id = "stored", Hash = GatewayKeyHash.Compute(stored) },
            TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync(stored)).Status);
        Assert.Single(server.Lines.Text.Split('\n'), static l => l.Contains("Warning 108", StringComparison.Ordinal));

        time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskWithAsync("nonsense")).Status);
    }

    [Fact]
    public void Addresses_are_counted_in_bounded_memory_and_ipv6_by_its_first_half()
    {
        var time = new FakeTimeProvider();
        var refused = new RefusedAddresses(
            Microsoft.Extensions.Options.Options.Create(new RouteGatewayAccessOptions { RefusalsPerMinute = 2 }), time);
        for (var i = 0; i < 2; i++)
        {
            Assert.Null(refused.Add(IPAddress.Parse("2001:db8:1:2::" + i), out _));
        }

        Assert.NotNull(refused.Add(IPAddress.Parse("2001:db8:1:2:ffff::9"), out var isFirst));
        Assert.True(isFirst);
        Assert.Null(refused.Add(IPAddress.Parse("2001:db8:1:3::1"), out _));
        Assert.Null(refused.Add(IPAddress.Parse("192.0.2.1"), out _));
        Assert.Null(refused.Add(IPAddress.Parse("::ffff:192.0.2.1"), out _));
        Assert.NotNull(refused.Add(IPAddress.Parse("192.0.2.1"), out _));
        Assert.True(refused.IsOver(IPAddress.Parse("::ffff:192.0.2.1")));

        for (var i = 0; i < 3 * RefusedAddresses.Most; i++)
        {
            refused.Add(new IPAddress([10, (byte)(i >> 16), (byte)(i >> 8), (byte)i]), out _);
        }

        Assert.Equal(RefusedAddresses.Most, refused.Addresses);

        // Those that no longer fit share a count.
        Assert.NotNull(refused.Add(IPAddress.Parse("198.51.100.1"), out _));
        time.Advance(TimeSpan.FromSeconds(61));
        Assert.Null(refused.Add(IPAddress.Parse("198.51.100.1"), out _));
        Assert.True(refused.Addresses < 10);
    }

    private static async Task<(int Status, string Reply)> RawAsync(KeyServer server, string headers)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port, TestContext.Current.CancellationToken);
        var stream = socket.GetStream();
        await stream.WriteAsync(
            Encoding.UTF8.GetBytes($"GET /v1/models HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{headers}\r\n\r\n"),
            TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var reply = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        return (int.Parse(reply.AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture), reply);
    }
}

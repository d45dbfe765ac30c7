using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RouteGen.Keys;

namespace RouteGen.Gateway.Tests.Keys;

/// <summary>Keys in configuration: what is wrong is said at the start, what changes takes effect at once.</summary>
public sealed class ConfiguredKeysTests
{
    private const string Canary = "sk-canary-0123456789";

    private static readonly string Good = GatewayKeyHash.Compute("good").ToConfigurationValue();

    [Theory]
    [InlineData("Keys:desk:Hash", Canary, "Keys:desk:Hash must be 'sha256:'")]
    [InlineData("Keys:desk:Hash", "", "Keys:desk:Hash must be 'sha256:'")]
    [InlineData("Keys:desk:Hash", "sha256:abc", "'routegen keys hash' computes it")]
    [InlineData("Keys:desk:Hash", "sha256:0000000000000000000000000000000000000000000000000000000000000000", "Keys:desk:Hash")]
    [InlineData("Keys:desk:Hsah", "x", "Keys:desk:Hsah is not a setting; did you mean 'Hash'?")]
    [InlineData("Keys:desk:Key", Canary, "Keys:desk:Key is not a setting")]
    [InlineData("Keys:desk:RequestsPerMinute", "many", "Keys:desk:RequestsPerMinute must be a whole number")]
    [InlineData("Keys:desk:TokensPerMinute", "-1", "Keys:desk:TokensPerMinute must be a whole number of at least 1")]
    [InlineData("Keys:desk:MayNameUsers", "everyone", "Keys:desk:MayNameUsers must be none, listed or any")]
    [InlineData("Keys:desk:MayNameUsers", "listed", "Keys:desk:Users must list users")]
    [InlineData("Keys:desk:State", "1", "Keys:desk:State must be active, disabled or revoked")]
    [InlineData("Keys:desk:ExpiresAt", "tomorrow", "Keys:desk:ExpiresAt must be a time such as")]
    [InlineData("Keys:desk:PreviousHash", Canary, "Keys:desk:PreviousHash must be")]
    [InlineData("Keys:desk:PreviousHash", "sha256:0101010101010101010101010101010101010101010101010101010101010101",
        "Keys:desk:PreviousHashUntil must say")]
    [InlineData("Keys:desk:Groups:0", " ", "Keys:desk:Groups must be")]
    [InlineData("Keys:rg_canary:Hash", "x", "the id of an entry must be")]
    [InlineData("Keys:0:Hash", "x", "Keys:0:Id: the id of an entry must be")]
    [InlineData("Admin:Hash", Canary, "Gateway:Admin:Hash must be 'sha256:'")]
    [InlineData("Admin:Password", Canary, "Gateway:Admin:Password is not a setting")]
    [InlineData("Access:RefusalsPerMinute", "0", "Access:RefusalsPerMinute must be a whole number")]
    [InlineData("Access:KeysFreshFor", "3h", "Access:KeysFreshFor must be from 0 to an hour")]
    [InlineData("Access:Schemes:0", "RouteGenKey", "Access:Schemes must be the names of other schemes")]
    public async Task What_is_wrong_stops_the_start_with_its_place_and_a_remedy(string name, string value, string expected)
    {
        var settings = new Dictionary<string, string?> { ["RouteGen:Gateway:Keys:desk:Hash"] = Good, ["RouteGen:Gateway:" + name] = value };
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => KeyServer.StartAsync(settings));

        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("canary", e.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_entries_with_one_hash_or_one_id_are_refused()
    {
        var e = await Assert.ThrowsAsync<OptionsValidationException>(() => KeyServer.StartAsync(new()
        {
            ["RouteGen:Gateway:Keys:0:Id"] = "a",
            ["RouteGen:Gateway:Keys:0:Hash"] = Good,
            ["RouteGen:Gateway:Keys:1:Id"] = "b",
            ["RouteGen:Gateway:Keys:1:Hash"] = Good,
            ["RouteGen:Gateway:Keys:2:Id"] = "a",
            ["RouteGen:Gateway:Keys:2:Hash"] = GatewayKeyHash.Compute("other").ToConfigurationValue(),
        }));
        Assert.Equal(
            [
                "RouteGen:Gateway:Keys:1: the entry 'a' has the same hash. Issue a key for each",
                "RouteGen:Gateway:Keys:2: another entry has the id 'a'. Give each its own",
            ],
            e.Failures);
    }

    [Theory]
    [InlineData("hex")]
    [InlineData("HEX")]
    [InlineData("base64")]
    [InlineData("bare")]
    [InlineData("url")]
    public async Task A_hash_may_come_as_other_tools_print_it(string form)
    {
        var hash = System.Security.Cryptography.SHA256.HashData("good"u8);
        var text = form switch
        {
            "hex" => "sha256:" + Convert.ToHexStringLower(hash),
            "HEX" => "SHA256:" + Convert.ToHexString(hash),
            "base64" => "sha256:" + Convert.ToBase64String(hash),
            "url" => "sha256:" + System.Buffers.Text.Base64Url.EncodeToString(hash),
            _ => Convert.ToHexStringLower(hash) + "\n",
        };
        await using var server = await KeyServer.StartAsync(new() { ["RouteGen:Gateway:Keys:desk:Hash"] = text });
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync("good")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskWithAsync("Good")).Status);
    }

    [Fact]
    public async Task A_change_takes_effect_at_once_and_a_broken_entry_stays_as_it_was()
    {
        await using var server = await KeyServer.StartAsync(new()
        {
            ["RouteGen:Gateway:Keys:desk:Hash"] = Good,
            ["RouteGen:Gateway:Keys:desk:Tenant"] = "acme",
            ["RouteGen:Gateway:Keys:gone:Hash"] = GatewayKeyHash.Compute("gone").ToConfigurationValue(),
        });
        var configuration = (IConfigurationRoot)server.Services.GetRequiredService<IConfiguration>();
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync("gone")).Status);

        configuration["RouteGen:Gateway:Keys:desk:Tenant"] = "other";
        configuration["RouteGen:Gateway:Keys:gone:State"] = "disabled";
        configuration["RouteGen:Gateway:Keys:late:Hash"] = GatewayKeyHash.Compute("late").ToConfigurationValue();
        configuration.Reload();
        Assert.Contains("tenant=other", (await server.AskWithAsync("good")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.AskWithAsync("gone")).Status);
        Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync("late")).Status);

        configuration["RouteGen:Gateway:Keys:desk:Hash"] = Canary;
        configuration["RouteGen:Gateway:Keys:late:State"] = "revoked";
        configuration.Reload();
        Assert.Contains("tenant=other", (await server.AskWithAsync("good")).Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.AskWithAsync("late")).Status);
        Assert.Contains("RouteGen:Gateway:Keys:desk:Hash must be", server.Lines.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(Canary, server.Lines.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_previous_hash_works_until_its_time()
    {
        var settings = new Dictionary<string, string?>
        {
            ["RouteGen:Gateway:Keys:desk:Hash"] = Good,
            ["RouteGen:Gateway:Keys:desk:PreviousHash"] = GatewayKeyHash.Compute("before").ToConfigurationValue(),
            ["RouteGen:Gateway:Keys:desk:PreviousHashUntil"] = "2999-01-01",
        };
        await using (var server = await KeyServer.StartAsync(settings))
        {
            Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync("before")).Status);
        }

        settings["RouteGen:Gateway:Keys:desk:PreviousHashUntil"] = "2020-01-01";
        await using (var server = await KeyServer.StartAsync(settings))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await server.AskWithAsync("before")).Status);
            Assert.Equal(HttpStatusCode.OK, (await server.AskWithAsync("good")).Status);
        }
    }
}

using System.Text.Json;
using RouteGen.Keys;
using RouteGen.Sqlite;

namespace RouteGen.Tool.Tests;

public sealed class KeyCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("routegen-keys-").FullName;

    private string Store => Path.Combine(_folder, "keys.db");

    [Fact]
    public async Task A_key_is_issued_shown_listed_turned_and_rotated()
    {
        var issued = Json(
            "new", "--store", Store, "--format", "json", "--name", "Desk", "--tenant", "acme", "--group", "desk", "--group", "night",
            "--route", "answer", "--tag", "team=red", "--user", "ada", "--requests", "60", "--tokens", "5000000000", "--concurrency", "4",
            "--expires", "90d");
        var (id, token) = (issued.GetProperty("id").GetString()!, issued.GetProperty("token").GetString()!);
        using (var store = new SqliteGatewayKeyStore(Store))
        {
            var key = (await store.FindAsync(id, TestContext.Current.CancellationToken))!;
            Assert.True(key.Accepts(GatewayKeyHash.Compute(token), DateTimeOffset.UtcNow));
            Assert.Equal(("Desk", "acme", 60, 5_000_000_000, 4),
                (key.Name, key.Tenant, key.RequestsPerMinute, key.TokensPerMinute, key.MaxConcurrency));
            Assert.Equal(["desk", "night", "answer", "ada"], [.. key.Groups, .. key.Routes!, .. key.Users]);
            Assert.InRange(key.ExpiresAt!.Value - DateTimeOffset.UtcNow, TimeSpan.FromDays(89), TimeSpan.FromDays(90));
        }

        Assert.Contains($"{id}  Desk  active  acme    desk,night  2", Run(0, "list", "--store", Store), StringComparison.Ordinal);
        Assert.Equal("active", Json("show", id, "--store", Store, "--format", "json").GetProperty("state").GetString());
        Assert.Equal("disabled", Json("disable", id, "--store", Store, "--format", "json").GetProperty("state").GetString());
        Assert.Equal("active", Json("enable", id, "--store", Store, "--format", "json").GetProperty("state").GetString());
        var rotated = Json("rotate", id, "--store", Store, "--grace", "24h", "--format", "json");
        Assert.NotEqual(token, rotated.GetProperty("token").GetString());
        Assert.NotEqual(JsonValueKind.Null, rotated.GetProperty("key").GetProperty("previousUntil").ValueKind);
        Assert.Equal("revoked", Json("revoke", id, "--store", Store, "--format", "json").GetProperty("state").GetString());
        Assert.Contains("is revoked, which is for good", Run(70, "enable", id, "--store", Store), StringComparison.Ordinal);

        // What was shown once is shown by nothing else.
        var all = Run(0, "list", "--store", Store, "--format", "json") + Run(0, "show", id, "--store", Store);
        Assert.DoesNotContain(token[^40..], all, StringComparison.Ordinal);
        Assert.DoesNotContain("hash", all, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Without_a_store_a_token_is_made_for_configuration()
    {
        var issued = Json("issue", "desk", "--format", "json");
        var token = issued.GetProperty("token").GetString()!;
        Assert.StartsWith("rg_desk_", token, StringComparison.Ordinal);
        Assert.Equal(issued.GetProperty("hash").GetString(), RunOn(token + "\n", 0, "hash").TrimEnd());
        Assert.Contains("RouteGen:Gateway:Keys:desk:Hash", Run(0, "new", "desk"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hash_is_what_sha256sum_prints() => Assert.Equal(
        "sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae\n", RunOn("foo", 0, "hash").ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("", "Required command was not provided")]
    [InlineData("burn", "'burn'")]
    [InlineData("list", "'--store' is required")]
    [InlineData("show --store x.db", "Required argument 'id'")]
    [InlineData("disable a b --store x.db", "'b'")]
    [InlineData("list --store", "'--store'")]
    [InlineData("new --store x.db --requests 0", "'0' is not a whole number of at least 1")]
    [InlineData("new --store x.db --expires soon", "'soon' is not a time")]
    [InlineData("new --store x.db --tag red", "'red' is not a tag")]
    [InlineData("new --store x.db --any-user --user ada", "users must be empty unless")]
    [InlineData("new a_b", "id must be 1 to 64")]
    [InlineData("rotate a --store x.db --grace 1y", "'1y' is not a duration")]
    [InlineData("show a --store x.db --grace 1h", "'--grace'")]
    [InlineData("show a --store x.db", "There is no file 'x.db'")]
    [InlineData("hash", "The standard input has to be one token")]
    public void What_is_wrong_is_said(string line, string expected) => Assert.Contains(
        expected, Run(64, line.Split(' ', StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);

    [Fact]
    public void A_token_in_the_wrong_place_is_not_repeated()
    {
        var token = GatewayKeyText.CreateToken("desk");
        Assert.DoesNotContain(token[^40..], Run(64, "hash", token), StringComparison.Ordinal);
        Run(0, "new", "--store", Store);
        Assert.DoesNotContain(token[^40..], Run(70, "show", token, "--store", Store), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static JsonElement Json(params string[] args) => JsonDocument.Parse(Run(0, args)).RootElement;

    private static string Run(int code, params string[] args) => RunOn("", code, args);

    private static string RunOn(string input, int code, params string[] args)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        using var reader = new StringReader(input);
        var exit = ToolRun.Run(["keys", .. args], output, errors, reader);
        Assert.True(exit == code, $"{exit}: {errors}");
        return code == 0 ? output.ToString() : errors.ToString();
    }
}

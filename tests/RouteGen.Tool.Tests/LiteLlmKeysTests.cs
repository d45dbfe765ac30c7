using System.Security.Cryptography;
using System.Text;
using RouteGen.Keys;
using RouteGen.Sqlite;
using RouteGen.Tool.Terminal;

namespace RouteGen.Tool.Tests;

public sealed class LiteLlmKeysTests : IDisposable
{
    private const string Desk = "sk-desk-0123456789";
    private const string Night = "sk-night-987654321";

    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task Keys_are_found_by_the_hash_of_the_key_that_their_holders_have()
    {
        Table();
        _tool.Write("keys.json", $$"""
            { "total_count": 2, "keys": [
              { "token": "{{Hash(Desk)}}", "key_name": "sk-...6789", "key_alias": "desk", "team_id": "t-1", "user_id": "ada",
                "models": ["openai/gpt-4o"],
                "max_budget": 10.0, "budget_duration": "30d", "spend": 1.5, "tpm_limit": 50000, "rpm_limit": 60, "max_parallel_requests": 4,
                "expires": "2027-03-31T00:00:00+00:00", "blocked": null,
                "metadata": { "cost_center": "A7", "langfuse_secret_key": "hidden" } },
              { "token": "{{Hash(Night)}}", "key_alias": null, "models": [], "blocked": true, "expires": null } ] }
            """);

        var result = await _tool.RunAsync("keys", "import", "litellm", "keys.json", "--store", "keys.db");

        Assert.True(result.ExitCode == ExitCode.Ok, result.Errors);
        Assert.Contains("2 added", result.Output, StringComparison.Ordinal);
        var desk = (await FindAsync(Desk))!;
        Assert.Equal(
            ("desk", "t-1", 60, 50_000L, 4, GatewayKeyState.Active),
            (desk.Name, desk.Tenant, desk.RequestsPerMinute, desk.TokensPerMinute, desk.MaxConcurrency, desk.State));
        Assert.Equal(["m-gpt"], desk.Routes!);
        Assert.Equal(["A7", "ada"], desk.Tags.Values.Order(StringComparer.Ordinal));
        Assert.Equal(new DateTimeOffset(2027, 3, 31, 0, 0, 0, TimeSpan.Zero), desk.ExpiresAt);
        Assert.StartsWith("x" + Hash(Desk)[..24], desk.Id, StringComparison.Ordinal);
        var night = (await FindAsync(Night))!;
        Assert.Equal((GatewayKeyState.Disabled, null), (night.State, night.Routes));

        // No hash, no part of a key, no secret of the metadata.
        foreach (var secret in (string[])[Hash(Desk), "6789", "hidden"])
        {
            Assert.DoesNotContain(secret, result.Output + result.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_table_of_the_database_is_read_as_csv_with_its_lists_and_objects()
    {
        Table();
        _tool.Write("keys.csv", "token,key_alias,models,team_id,blocked,metadata,rpm_limit,expires\r\n" +
            $"{Hash(Desk)},\"desk, day\",\"{{openai/gpt-4o,\"\"other model\"\"}}\",t-1,f,\"{{\"\"tags\"\": [\"\"a\"\", \"\"b\"\"]}}\",,"
                + $"2027-01-01 00:00:00\r\n" +
            $"{Night},night,{{}},,t,{{}},7,\r\n");
        _tool.Write("teams.csv", "team_id,team_alias,models,blocked\nt-1,Support,\"{}\",f\n");

        var result = await _tool.RunAsync("keys", "import", "litellm", "keys.csv", "--teams", "teams.csv", "--store", "keys.db");

        Assert.True(result.ExitCode == ExitCode.Ok, result.Errors);
        var desk = (await FindAsync(Desk))!;
        Assert.Equal(("desk, day", "Support", "a,b"), (desk.Name, desk.Tenant, desk.Tags["tags"]));
        Assert.Equal(["m-gpt"], desk.Routes!);
        Assert.Equal((7, GatewayKeyState.Disabled), ((await FindAsync(Night))!.RequestsPerMinute, (await FindAsync(Night))!.State));
        Assert.Contains("delete the export when you are done", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(Night, result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_narrow_stays_narrow()
    {
        Table();
        _tool.Write("keys.json", $$"""
            [ { "token": "{{Hash(Desk)}}", "models": ["nobody-knows"] }, { "token": "{{Hash(Night)}}", "team_id": "t", "models": [] } ]
            """);
        _tool.Write("teams.json", """[ { "team_id": "t", "models": ["openai/*"], "blocked": true } ]""");

        var result = await _tool.RunAsync("keys", "import", "litellm", "keys.json", "--teams", "teams.json", "--store", "keys.db");

        Assert.Contains("no route of the table is called 'nobody-knows'", result.Output, StringComparison.Ordinal);
        Assert.Empty((await FindAsync(Desk))!.Routes!);
        Assert.Equal(["m-gpt"], (await FindAsync(Night))!.Routes!);
        Assert.Equal(GatewayKeyState.Disabled, (await FindAsync(Night))!.State);
    }

    [Fact]
    public async Task A_second_import_changes_nothing_unless_it_shall_replace()
    {
        _tool.Write("keys.json", $$"""[ { "token": "{{Hash(Desk)}}", "key_alias": "before" } ]""");
        await _tool.RunAsync("keys", "import", "litellm", "keys.json", "--store", "keys.db");
        _tool.Write("keys.json", $$"""[ { "token": "{{Hash(Desk)}}", "key_alias": "after" } ]""");

        Assert.Contains("1 there already", (await _tool.RunAsync("keys", "import", "litellm", "keys.json", "--store", "keys.db")).Output,
            StringComparison.Ordinal);
        Assert.Equal("before", (await FindAsync(Desk))!.Name);
        await _tool.RunAsync("keys", "import", "litellm", "keys.json", "--store", "keys.db", "--replace");
        Assert.Equal("after", (await FindAsync(Desk))!.Name);
    }

    [Theory]
    [InlineData("", ExitCode.Fault, "is empty")]
    [InlineData("{ \"keys\": [", ExitCode.Fault, "this is not JSON")]
    [InlineData("a,b\n1,2\n", ExitCode.Fault, "no names of columns")]
    [InlineData("token,key_alias\nabc\n", ExitCode.Fault, "row 1 has 1 columns and the header 2")]
    [InlineData("[{ \"token\": \"abc\", \"key_alias\": \"desk\" }]", ExitCode.Findings, "neither a SHA-256 nor a key")]
    [InlineData("[{ \"token\": \"sk-1234567890\", \"models\": [\"gpt-4o\"] }]", ExitCode.Usage, "name the table, --table routes.json")]
    public async Task What_is_no_export_is_said(string text, int exitCode, string message)
    {
        _tool.HasErrorScreen = true;
        _tool.Write("keys.txt", text);

        var result = await _tool.RunAsync("keys", "import", "litellm", "keys.txt");

        Assert.Equal(exitCode, result.ExitCode);
        Assert.Contains(message, result.Output + result.Errors, StringComparison.Ordinal);
    }

    private void Table() => _tool.Write("routes.json", """
        { "table": "GatewayRoutes", "models": { "gpt": {} }, "providers": { "openai": { "kind": "openai" } },
          "targets": { "gpt": { "provider": "openai", "model": "gpt" } },
          "routes": { "m-gpt": { "chain": ["gpt"], "aliases": ["openai/gpt-4o"] } } }
        """);

    private async Task<GatewayKey?> FindAsync(string token)
    {
        using var store = new SqliteGatewayKeyStore(Path.Combine(_tool.Folder, "keys.db"));
        return await store.FindByHashAsync(GatewayKeyHash.Compute(token), TestContext.Current.CancellationToken);
    }

    private static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}

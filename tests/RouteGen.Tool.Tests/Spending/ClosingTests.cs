using System.Text.Json;
using RouteGen;
using RouteGen.Spend;

namespace RouteGen.Tool.Tests.Spending;

public sealed class ClosingTests : IDisposable
{
    private readonly SpendBench _bench = new();

    private string Closing => Path.Combine(_bench.Tool.Folder, "closing-2026-10.json");

    [Fact]
    public async Task A_closed_month_stays_as_it_was_whatever_comes_after_it()
    {
        await CloseAsync();
        await _bench.AddAsync(SpendBench.Line("november", at: "2026-11-01T00:00:00Z"));

        Assert.StartsWith("2026-10 is as it was closed: 3 lines, 1.75 USD, sha256:",
            await _bench.RunAsync("spend --verify closing-2026-10.json"));
        Assert.Contains("closed already and is unchanged", await _bench.SpendAsync("--close 2026-10"), StringComparison.Ordinal);
        var file = JsonDocument.Parse(await File.ReadAllTextAsync(Closing, TestContext.Current.CancellationToken)).RootElement;
        Assert.Equal("1.75", file.GetProperty("total").GetProperty("costUsd").GetRawText());
        Assert.Equal(
            ["table", "table,route", "table,target", "tenant", "price"],
            file.GetProperty("sums").EnumerateArray().Select(sum => sum.GetProperty("by").GetString()!).Distinct());
        Assert.Equal("spend.db", file.GetProperty("store").GetString());
    }

    [Fact]
    public async Task What_changed_is_listed_line_by_line()
    {
        await CloseAsync();
        await _bench.AddAsync(SpendBench.Line("late", "acme", 0.25m, "2026-10-31T23:59:59.9Z"));
        _bench.Run("DELETE FROM routegen_spend WHERE call = 'b'; UPDATE routegen_spend SET cost_usd = '0.75' WHERE call = 'c'");

        var text = await _bench.SpendAsync("--verify closing-2026-10.json", 1);
        Assert.Contains("1 lines added late, 1 removed, 1 changed", text, StringComparison.Ordinal);
        Assert.Matches(@"added +late +1 +2026-10-31T23:59:59\.9Z +acme +summarize +mini +0\.25", text);
        Assert.Matches(@"removed +b +1", text);
        Assert.Matches(@"changed +c +1 .* 0\.75", text);
        Assert.Matches(@"tenant globex +1 +0 +0\.5 +0 +-0\.5", text);
        var json = JsonDocument.Parse(await _bench.SpendAsync("--verify closing-2026-10.json --format json", 1)).RootElement;
        Assert.False(json.GetProperty("isSame").GetBoolean());
        Assert.Equal(3, json.GetProperty("lines").GetArrayLength());

        Assert.Contains("is another closing", await _bench.SpendAsync("--close 2026-10", 70), StringComparison.Ordinal);
        Assert.Contains("2026-10 is closed", await _bench.SpendAsync("--close 2026-10 -o closing-2026-10-b.json"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tags", "'{\"team\":\"blue\"}'")]
    [InlineData("user", "'somebody'")]
    [InlineData("input_tokens", "11")]
    [InlineData("price_id", "'gpt-5-mini@2'")]
    [InlineData("service_tier", "'Flex'")]
    [InlineData("started_at", "'2026-10-02T00:00:00.0000001Z'")]
    public async Task Any_member_of_a_line_counts(string column, string value)
    {
        await CloseAsync();
        _bench.Run($"UPDATE routegen_spend SET {column} = {value} WHERE call = 'a'");

        Assert.Contains("1 changed", await _bench.SpendAsync("--verify closing-2026-10.json", 1), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edited_closing_is_noticed()
    {
        await CloseAsync();
        var text = await File.ReadAllTextAsync(Closing, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Closing, text.Replace("1.75", "1.70"), TestContext.Current.CancellationToken);

        Assert.Contains("the closing itself was edited", await _bench.SpendAsync("--verify closing-2026-10.json", 1),
            StringComparison.Ordinal);
        await File.WriteAllTextAsync(Closing, text[..200], TestContext.Current.CancellationToken);
        Assert.Contains("is not a whole closing", await _bench.SpendAsync("--verify closing-2026-10.json", 70), StringComparison.Ordinal);
        await File.WriteAllTextAsync(Closing, "{\"kind\":\"other\"}", TestContext.Current.CancellationToken);
        Assert.Contains("is not a closing", await _bench.SpendAsync("--verify closing-2026-10.json", 70), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_that_has_not_ended_is_closed_only_by_force()
    {
        await _bench.AddAsync(SpendBench.Line("a"));

        Assert.Contains("has not ended", await _bench.SpendAsync("--close 2026-11", 70), StringComparison.Ordinal);
        Assert.Contains("2026-11 is closed", await _bench.SpendAsync("--close 2026-11 --force"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_belongs_to_its_time_zone()
    {
        await _bench.AddAsync(
            SpendBench.Line("first", usd: 1m, at: "2026-09-30T22:00:00Z"), SpendBench.Line("next", usd: 2m, at: "2026-10-31T23:00:00Z"));

        Assert.Contains("1 lines, 1 calls, 1 USD", await _bench.SpendAsync("--close 2026-10 --time-zone Europe/Berlin"),
            StringComparison.Ordinal);
        Assert.Contains("is as it was closed", await _bench.SpendAsync("--verify closing-2026-10.json"), StringComparison.Ordinal);
        Assert.Contains("is another closing", await _bench.SpendAsync("--close 2026-10", 70), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_closing_does_not_depend_on_the_version_that_wrote_its_file()
    {
        // Columns that came later are empty in both: reading a file of before is not a change.
        var old = SpendBench.Line("a", at: "2026-10-02T00:00:00Z") with
        {
            Deployment = null,
            ResponseModel = null,
            ServiceTier = null,
        };
        await _bench.AddAsync(old);
        _bench.Run("""
            ALTER TABLE routegen_spend DROP COLUMN arm; ALTER TABLE routegen_spend DROP COLUMN deployment;
            ALTER TABLE routegen_spend DROP COLUMN response_model; ALTER TABLE routegen_spend DROP COLUMN service_tier;
            ALTER TABLE routegen_spend DROP COLUMN price_id; ALTER TABLE routegen_spend DROP COLUMN other_models;
            UPDATE routegen_schema SET version = 2 WHERE part = 'spend'
            """);
        await _bench.SpendAsync("--close 2026-10");

        await _bench.AddAsync(SpendBench.Line("b"));

        Assert.Contains("is as it was closed", await _bench.SpendAsync("--verify closing-2026-10.json"), StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private async Task CloseAsync()
    {
        await _bench.AddAsync(
            SpendBench.Line("a", usd: 0.75m, at: "2026-10-01T00:00:00Z") with
            {
                PriceId = "gpt-5-mini@1",
                Caller = new RouteCaller { Tenant = "acme", Tags = new Dictionary<string, string> { ["team"] = "red" } },
            },
            SpendBench.Line("b", "globex", 0.5m, "2026-10-15T12:00:00Z"), SpendBench.Line("c", null, 0.5m, "2026-10-31T23:59:59.9999999Z"));
        Assert.Contains(
            "2026-10 is closed: 3 lines, 3 calls, 1.75 USD, closing-2026-10.json", await _bench.SpendAsync("--close 2026-10"),
            StringComparison.Ordinal);
    }
}

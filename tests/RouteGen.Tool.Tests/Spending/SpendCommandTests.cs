using System.Text.Json;
using RouteGen;
using RouteGen.Costs;

namespace RouteGen.Tool.Tests.Spending;

public sealed class SpendCommandTests : IDisposable
{
    private readonly SpendBench _bench = new();

    [Fact]
    public async Task A_file_is_printed_by_tenant_with_its_total()
    {
        await FillAsync();

        Assert.Equal(
            """
            tenant  calls  attempts  input  output        usd  wasted  unknown
            acme        2         2     20       2  0.0000005       0        0
            -           1         1     10       1          0       0        1
            total       3         3     30       3  0.0000005       0        1

            """.ReplaceLineEndings("\n"), await _bench.SpendAsync("--from 2026-11-01 --to 2026-12-01 --by tenant"));
    }

    [Fact]
    public async Task A_file_is_exported_as_csv_json_markdown_and_lines()
    {
        await FillAsync();

        var csv = (await _bench.SpendAsync("--month 2026-11 --by route,tag:team --format csv")).Split("\r\n");
        Assert.StartsWith("row,route,tag:team,calls,attempts,", csv[0], StringComparison.Ordinal);
        Assert.StartsWith("group,summarize,,3,3,", csv[1], StringComparison.Ordinal);
        Assert.StartsWith("total,,,3,3,", csv[2], StringComparison.Ordinal);
        var json = JsonDocument.Parse(await _bench.SpendAsync("--month 2026-11 --where tenant=acme --by tenant --format json")).RootElement;
        Assert.Equal("0.0000005", json.GetProperty("total").GetProperty("costUsd").GetRawText());
        Assert.Equal("acme", json.GetProperty("rows")[0].GetProperty("tenant").GetString());
        Assert.Contains("| acme | 2 | 2 |", await _bench.SpendAsync("--month 2026-11 --by tenant --format markdown"),
            StringComparison.Ordinal);
        Assert.Equal("", await _bench.SpendAsync("--month 2026-11 --lines -o lines.csv"));
        Assert.Equal(
            4, (await File.ReadAllLinesAsync(Path.Combine(_bench.Tool.Folder, "lines.csv"), TestContext.Current.CancellationToken)).Length);
        Assert.Equal(3, (await _bench.SpendAsync("--month 2026-11 --lines --format json")).Split('\n',
            StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Rows_are_sorted_and_those_beyond_the_first_are_one()
    {
        // The call "b" went to two targets.
        await _bench.AddAsync(
            SpendBench.Line("a", usd: 3m), SpendBench.Line("b", usd: 2m) with { Target = "large" },
            SpendBench.Line("b", usd: 1m) with { Target = "huge", Attempt = 2 }, SpendBench.Line("c", usd: 0.5m) with { Target = "large" });

        var byCalls = await _bench.SpendAsync("--month 2026-11 --by target --sort calls,target");
        Assert.Equal(["large", "huge", "mini"], Heads(byCalls)[..3]);
        Assert.Equal(["huge", "large", "mini"], Heads(await _bench.SpendAsync("--month 2026-11 --by target --sort usd:asc"))[..3]);
        Assert.Equal(["mini", "large", "huge"], Heads(await _bench.SpendAsync("--month 2026-11 --by target --sort target:desc"))[..3]);

        var top = JsonDocument.Parse(await _bench.SpendAsync("--month 2026-11 --by target --top 1 --format json")).RootElement;
        Assert.Equal("mini", top.GetProperty("rows")[0].GetProperty("target").GetString());
        var others = top.GetProperty("others");
        Assert.Equal(
            (2, 2, 3, 3.5m),
            (others.GetProperty("groups").GetInt32(), others.GetProperty("calls").GetInt32(), others.GetProperty("attempts").GetInt32(),
                others.GetProperty("costUsd").GetDecimal()));
        Assert.Equal(6.5m, top.GetProperty("total").GetProperty("costUsd").GetDecimal());
        Assert.Contains("2 others", await _bench.SpendAsync("--month 2026-11 --by target --top 1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Outcomes_arms_prices_and_tiers_are_groups()
    {
        await _bench.AddAsync(
            SpendBench.Line("a") with { Arm = "mini", PriceId = "gpt-5-mini@1" },
            SpendBench.Line("b") with { Arm = "large", Outcome = RouteOutcome.Failed, ServiceTier = ServiceTier.Flex });

        Assert.Equal(
            [["failed", "large", "-", "flex"], ["served", "mini", "gpt-5-mini@1", "standard"]],
            (await _bench.SpendAsync("--month 2026-11 --by outcome,arm,price,tier --sort outcome")).Split('\n')[1..3]
                .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..4]));
    }

    [Fact]
    public async Task Days_and_months_are_those_of_a_time_zone()
    {
        // The night in which Berlin's clocks go back has 25 hours, and the month begins two hours before UTC's.
        await _bench.AddAsync(
            SpendBench.Line("in September by UTC", at: "2026-09-30T22:00:00Z"), SpendBench.Line("late", at: "2026-10-24T21:59:59Z"),
            SpendBench.Line("first", at: "2026-10-24T22:00:00Z"), SpendBench.Line("last", at: "2026-10-25T22:59:59Z"),
            SpendBench.Line("in November by Berlin", at: "2026-10-31T23:00:00Z"));

        Assert.Equal(
            ["2026-10-01 1", "2026-10-24 1", "2026-10-25 2", "total 4"],
            (await _bench.SpendAsync("--month 2026-10 --by day --time-zone Europe/Berlin")).Split('\n',
                StringSplitOptions.RemoveEmptyEntries)[1..]
                .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..2])));
        Assert.Contains("not a time zone that this machine knows", await _bench.SpendAsync("--time-zone Mars/Base", 64),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("spend", "Name the file")]
    [InlineData("spend other.db", "There is no file 'other.db'")]
    [InlineData("spend spend.db --by colour", "'colour' is not a key to group by")]
    [InlineData("spend spend.db --where acme", "is not a filter")]
    [InlineData("spend spend.db --month 2026-13", "is not a month")]
    [InlineData("spend spend.db --month 2026-10 --from 2026-10-01", "not both")]
    [InlineData("spend spend.db --from 2026-10-02 --to 2026-10-01", "--to is before --from")]
    [InlineData("spend spend.db --from yesterday", "is not a time")]
    [InlineData("spend spend.db --by tenant --sort colour", "is not an order")]
    [InlineData("spend spend.db --by tenant --top 0", "--top is a whole number")]
    [InlineData("spend spend.db --lines --close 2026-10", "two questions")]
    [InlineData("spend spend.db --close 2026-10 --by tenant", "--by does not go with --close")]
    [InlineData("spend spend.db --at 2026-10-01", "--at goes with --reprice")]
    [InlineData("spend spend.db --verify none.json", "There is no file 'none.json'")]
    [InlineData("spend spend.db --compare none.csv", "There is no file 'none.csv'")]
    [InlineData("spend spend.db --csv", "Unrecognized command or argument '--csv'")]
    public async Task A_wrong_command_line_ends_with_64(string line, string expected)
    {
        await FillAsync();
        Assert.Contains(expected, await _bench.RunAsync(line, 64), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_store_ends_with_70()
    {
        _bench.Tool.Write("spend.db", "not a database, but long enough to look like the header of one, which has a hundred bytes or "
            + "more.....");
        Assert.Contains("cannot be read", await _bench.SpendAsync("", 70), StringComparison.Ordinal);
    }

    public void Dispose() => _bench.Dispose();

    private static string[] Heads(string table) =>
        [.. table.Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..].Select(line => line.Split(' ')[0])];

    private Task FillAsync() => _bench.AddAsync(
        SpendBench.Line("1", "acme", 0.0000002m), SpendBench.Line("2", "acme", 0.0000003m), SpendBench.Line("3", null, null));
}

using System.Text;
using RouteGen.Costs;
using RouteGen.Spend;

namespace RouteGen.TestSupport.Spend;

/// <summary>What every store of spend keeps to. One class for each store derives from it.</summary>
public abstract class SpendStoreContract
{
    private static readonly SpendQuery All = new(RandomCalls.Start, RandomCalls.Start.AddDays(3));

    protected abstract ISpendStore Make();

    [Fact]
    public async Task The_sum_over_the_store_is_the_sum_of_the_records_to_the_last_decimal()
    {
        var store = Make();
        var records = RandomCalls.Make(seed: 1, 2_000);
        await AppendAsync(store, records);

        var total = (await store.QueryAsync(All, TestContext.Current.CancellationToken)).Total;

        List<AttemptRecord> attempts = [.. records.SelectMany(r => r.Attempts)];
        Assert.Equal(2_000, total.Calls);
        Assert.Equal(attempts.Count, total.Attempts);
        Assert.Equal(attempts.Sum(a => a.CostUsd ?? 0m), total.CostUsd);
        Assert.Equal(
            records.Where(r => r.CostUsd is not null).Sum(r => r.CostUsd!.Value),
            total.CostUsd - records.Where(r => r.CostUsd is null).Sum(r => r.Attempts.Sum(a => a.CostUsd ?? 0m)));
        Assert.Equal(attempts.Where(a => a.Fault != Fault.None).Sum(a => a.CostUsd ?? 0m), total.WastedUsd);
        Assert.Equal(attempts.Sum(a => a.CreditUsd ?? 0m), total.CreditUsd);
        Assert.Equal(attempts.Count(a => a.CostUsd is null), total.UnknownAttempts);
        Assert.Equal(Sum(CostSource.Provider), total.ProviderUsd);
        Assert.Equal(Sum(CostSource.Computed), total.ComputedUsd);
        Assert.Equal(Sum(CostSource.Estimated), total.EstimatedUsd);
        Assert.Equal(Sum(CostSource.UpperBound), total.UpperBoundUsd);
        Assert.Equal(attempts.Aggregate(default(TokenUsage), (sum, a) => sum + (a.Usage ?? default)), total.Usage);
        Assert.Equal(attempts.Aggregate(default(TokenUsage), (sum, a) => sum + (a.EstimatedUsage ?? default)), total.EstimatedUsage);

        decimal Sum(CostSource source) => attempts.Where(a => a.CostSource == source).Sum(a => a.CostUsd ?? 0m);
    }

    public static TheoryData<string> Keys =>
        [.. Enum.GetValues<SpendDimension>().Except([SpendDimension.Tag]).Select(d => d.ToString()), "tag:te'am", "tag:b\"y", "tag:none"];

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task Groups_are_those_that_the_lines_make(string name)
    {
        Assert.True(SpendKey.TryParse(name, out var key));
        var store = Make();
        var records = RandomCalls.Make(seed: 2, 300);
        await AppendAsync(store, records);

        var report = await store.QueryAsync(All with { GroupBy = [key, SpendDimension.Route] }, TestContext.Current.CancellationToken);

        var expected = RandomCalls.Lines(records).GroupBy(l => (key.GetValue(l), l.Route))
            .Select(g => (g.Key, Cost: g.Sum(l => l.CostUsd ?? 0m),
                Calls: (long)g.Select(l => l.CallId).Distinct().Count(), Input: g.Sum(l => l.Usage?.Input ?? 0)))
            .OrderBy(g => g.Key.Item1, StringComparer.Ordinal).ThenBy(g => g.Key.Route, StringComparer.Ordinal);
        Assert.Equal(
            expected, report.Rows.Select(r => ((r.Values[0], r.Values[1]!), r.Totals.CostUsd, r.Totals.Calls, r.Totals.Usage.Input))
                .OrderBy(g => g.Item1.Item1, StringComparer.Ordinal).ThenBy(g => g.Item1.Item2, StringComparer.Ordinal));
        Assert.Equal(report.Total.CostUsd, report.Rows.Sum(r => r.Totals.CostUsd));
    }

    [Fact]
    public async Task Every_line_comes_back_as_it_was_in_the_order_of_the_calls()
    {
        var store = Make();
        var records = RandomCalls.Make(seed: 3, 300);
        await AppendAsync(store, records);

        Assert.Equal(
            await TextAsync(RandomCalls.Lines(records).ToAsyncEnumerable()),
            await TextAsync(store.ReadAsync(All, TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("Asia/Kathmandu")]
    [InlineData("America/New_York")]
    public async Task Days_and_hours_are_those_of_the_time_zone(string id)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(id);
        var store = Make();
        var records = RandomCalls.Make(seed: 14, 300);
        await AppendAsync(store, records);
        var query = All with { TimeZone = zone, GroupBy = [SpendDimension.Day, SpendDimension.Hour] };

        var rows = (await store.QueryAsync(query, TestContext.Current.CancellationToken)).Rows;
        var ofDay = await store.QueryAsync(
            query with { Where = [new(SpendDimension.Day, "2026-11-21")] }, TestContext.Current.CancellationToken);

        Assert.Equal(
            records.Select(r => TimeZoneInfo.ConvertTime(r.StartedAt, zone)).GroupBy(at => $"{at:yyyy-MM-dd} {at:yyyy-MM-dd'T'HH}")
                .Select(g => (g.Key, (long)g.Count())).OrderBy(g => g.Key, StringComparer.Ordinal),
            rows.Select(r => ($"{r.Values[0]} {r.Values[1]}", r.Totals.Calls)));
        Assert.Equal(records.Count(r => TimeZoneInfo.ConvertTime(r.StartedAt, zone).Day == 21), ofDay.Total.Calls);
    }

    [Fact]
    public async Task A_range_has_its_first_moment_and_not_its_last()
    {
        var store = Make();
        var call = RandomCalls.Make(seed: 4, 1)[0] with { StartedAt = new(2026, 11, 21, 3, 0, 0, TimeSpan.FromHours(3)) };
        await AppendAsync(store, [call]);
        var at = RandomCalls.Start.AddDays(1);

        Assert.Equal(1, await CallsAsync(at, at.AddTicks(1)));
        Assert.Equal(0, await CallsAsync(at.AddTicks(-1), at));
        Assert.Equal(0, await CallsAsync(at.AddTicks(1), at.AddDays(1)));
        Assert.Equal(0, await CallsAsync(at, at));

        async Task<long> CallsAsync(DateTimeOffset from, DateTimeOffset to) =>
            (await store.QueryAsync(new SpendQuery(from, to), TestContext.Current.CancellationToken)).Total.Calls;
    }

    [Fact]
    public async Task What_is_written_twice_counts_once()
    {
        var store = Make();
        var records = RandomCalls.Make(seed: 5, 50);
        await AppendAsync(store, records);
        var once = (await store.QueryAsync(All, TestContext.Current.CancellationToken)).Total;

        await AppendAsync(store, records);

        Assert.Equal(once, (await store.QueryAsync(All, TestContext.Current.CancellationToken)).Total);
    }

    [Fact]
    public async Task A_filter_takes_what_is_equal_and_null_is_nobody_not_the_empty_name()
    {
        var store = Make();
        var records = RandomCalls.Make(seed: 6, 800);
        await AppendAsync(store, records);

        foreach (var user in new[] { null, "", "u-1", "O'Brien; DROP TABLE spend" })
        {
            SpendFilter[] where =
            [
                new(SpendDimension.User, user), new(SpendKey.FromTag("te'am"), "a1"), new(SpendDimension.Day, "2026-11-21")
            ];
            var total = (await store.QueryAsync(All with { Where = where }, TestContext.Current.CancellationToken)).Total;
            RouteRecord[] expected =
            [
                .. records.Where(r => r.Caller.User == user && r.Caller.Tags?["te'am"] == "a1" && r.StartedAt.Day == 21)
            ];
            Assert.NotEmpty(expected);
            Assert.Equal((expected.Length, expected.Sum(r => r.Attempts.Sum(a => a.CostUsd ?? 0m))), ((int)total.Calls, total.CostUsd));
        }
    }

    private static async Task AppendAsync(ISpendStore store, List<RouteRecord> records)
    {
        foreach (var chunk in records.Chunk(100))
        {
            await store.AppendAsync([.. chunk.SelectMany(SpendLine.FromRecord)], TestContext.Current.CancellationToken);
        }
    }

    private static async Task<string> TextAsync(IAsyncEnumerable<SpendLine> lines)
    {
        using var output = new MemoryStream();
        await lines.WriteJsonLinesAsync(output, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(output.ToArray());
    }
}

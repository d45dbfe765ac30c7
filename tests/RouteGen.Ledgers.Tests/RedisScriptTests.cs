using System.Globalization;
using RouteGen.Definitions;
using RouteGen.Ledgers.Tests.Stores;
using RouteGen.Redis.Scripts;
using RouteGen.TestSupport.Redis;
using StackExchange.Redis;

namespace RouteGen.Ledgers.Tests;

/// <summary>The arithmetic of the scripts, against that of .NET.</summary>
public abstract class RedisScriptTests(RedisServer redis) : RedisSuite(redis)
{
    [Fact]
    public async Task Amounts_are_added_taken_off_and_compared_as_in_Int128()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        var random = new Random(53);
        long[] corners =
        [
            0, 1, 9_999_999_999, 10_000_000_000, 10_000_000_001, (1L << 53) - 1, 1L << 53, (1L << 53) + 1, long.MaxValue - 1, long.MaxValue
        ];
        List<(Int128 Left, Int128 Right)> pairs = [.. corners.SelectMany(l => corners.Select(r => ((Int128)l, (Int128)r)))];
        for (var i = 0; i < 2_000; i++)
        {
            pairs.Add((random.NextInt64() >> random.Next(63), random.NextInt64() >> random.Next(63)));
            // Sums of many reservations.
            pairs.Add(((Int128)random.NextInt64() * random.Next(1, 1_000), random.NextInt64()));
        }

        var arguments = pairs.SelectMany(static p => new[] { Text(p.Left), Text(p.Right) }).ToArray();
        var results = (string[])(await connection.GetDatabase().ScriptEvaluateAsync(
            LedgerScripts.With(
                """
                local results = {}
                for i = 1, #ARGV, 2 do
                  local left, right = amount_of(ARGV[i]), amount_of(ARGV[i + 1])
                  table.insert(results, text_of(plus(left, right)))
                  table.insert(results, text_of(minus(left, right)))
                  table.insert(results, is_less(left, right) and '1' or '0')
                end
                return results
                """),
            values: [.. arguments.Select(static a => (RedisValue)a)]))!;
        for (var i = 0; i < pairs.Count; i++)
        {
            var (left, right) = pairs[i];
            Assert.Equal(
                [Text(left + right), Text(Int128.Max(0, left - right)), left < right ? "1" : "0"],
                results.AsSpan(3 * i, 3).ToArray());
        }
    }

    [Fact]
    public async Task Buckets_are_those_of_the_window()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(Redis.ConnectionString);
        var random = new Random(12);
        BudgetWindow[] windows =
        [
            BudgetWindow.CreateCalendar(BudgetPeriod.Hour),
            BudgetWindow.CreateCalendar(BudgetPeriod.Day), BudgetWindow.CreateCalendar(BudgetPeriod.Week),
            BudgetWindow.CreateCalendar(BudgetPeriod.Month),
            BudgetWindow.CreateSliding(TimeSpan.FromSeconds(1)), BudgetWindow.CreateSliding(TimeSpan.FromMinutes(7)),
            BudgetWindow.CreateSliding(TimeSpan.FromDays(31)),
        ];
        List<DateTimeOffset> times = [.. Enumerable.Range(0, 12 * 130).Select(static m => DateTimeOffset.UnixEpoch.AddMonths(m))];
        times.AddRange(
            [.. times.Skip(1).Select(static t => t.AddMilliseconds(-1)), .. times.Select(static t => t.AddDays(27).AddHours(23))]);
        times.AddRange(Enumerable.Range(0, 500).Select(_ => DateTimeOffset.UnixEpoch.AddMilliseconds(random.NextInt64(4_000_000_000_000))));
        foreach (var window in windows)
        {
            RedisValue[] values = [0, .. WindowArguments.For(window), .. times.Select(static t => (RedisValue)t.ToUnixTimeMilliseconds())];
            var buckets = (string[])(await connection.GetDatabase().ScriptEvaluateAsync(
                LedgerScripts.With(
                    """
                    local results = {}
                    for i = 6, #ARGV do table.insert(results, string.format('%.0f', bucket_at(window_at(2), tonumber(ARGV[i])))) end
                    return results
                    """),
                values: values))!;
            Assert.Equal(times.Select(t => Text(window.GetBucket(t))), buckets);
            Assert.All(
                times.Take(200),
                t => Assert.True(window.GetBucketEnd(window.GetBucket(t)) - t <= TimeSpan.FromMilliseconds((long)values[4])));
        }
    }

    private static string Text(Int128 number) => number.ToString(CultureInfo.InvariantCulture);

    public sealed class On_Garnet(GarnetServer redis) : RedisScriptTests(redis), IClassFixture<GarnetServer>;

    public sealed class On_redis_server(RealRedisServer redis) : RedisScriptTests(redis), IClassFixture<RealRedisServer>;
}

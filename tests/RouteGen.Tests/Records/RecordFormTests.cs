using System.Collections;
using System.Globalization;
using System.Reflection;
using RouteGen.Costs;
using RouteGen.TestSupport.Spend;

namespace RouteGen.Tests.Records;

/// <summary>
/// A record says what it was told, whatever it was told in which order, and is equal to one that says the same: how it is held in memory is
/// nobody's business.
/// </summary>
public sealed class RecordFormTests
{
    private const int Seed = 20_261_129;

    public static TheoryData<Type> Types => [typeof(RouteRecord), typeof(AttemptRecord)];

    [Theory]
    [MemberData(nameof(Types))]
    public void Each_property_comes_back_as_it_was_set_in_any_order_and_touches_no_other(Type type)
    {
        var dice = new Random(Seed);
        for (var round = 0; round < 2_000; round++)
        {
            var properties = Settable(type);
            dice.Shuffle(properties);
            var record = Make(type);
            Dictionary<string, object?> told = [];
            foreach (var property in properties.Concat(properties.Where(_ => dice.Next(3) == 0)))
            {
                var value = Value(property.PropertyType, property.Name, dice);
                property.SetValue(record, value);
                told[property.Name] = value;
            }

            foreach (var property in properties)
            {
                Assert.True(
                    Same(told[property.Name], property.GetValue(record)),
                    $"{property.Name}: {told[property.Name]} came back as {property.GetValue(record)}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Records_are_equal_when_all_that_they_say_is_and_only_then(Type type)
    {
        var dice = new Random(Seed);
        for (var round = 0; round < 500; round++)
        {
            var properties = Settable(type);
            var (left, right) = (Make(type), Make(type));
            dice.Shuffle(properties);
            var values = Array.ConvertAll(properties, p => Value(p.PropertyType, p.Name, dice));
            Fill(left, properties, values);
            foreach (var property in properties)
            {
                // Something else before: what was once set leaves no trace.
                property.SetValue(right, Value(property.PropertyType, property.Name, dice));
            }

            var order = Enumerable.Range(0, properties.Length).ToArray();
            dice.Shuffle(order);
            Fill(right, Array.ConvertAll(order, i => properties[i]), Array.ConvertAll(order, i => values[i]));

            Assert.Equal(left, right);
            Assert.Equal(left.GetHashCode(), right.GetHashCode());
            Assert.Equal(left.ToString(), right.ToString());
            foreach (var property in properties)
            {
                var before = property.GetValue(right);
                object? other;
                do
                {
                    other = Value(property.PropertyType, property.Name, dice);
                }
                while (Equals(other, before)
                    || (other is IReadOnlyList<ModelUsage> models && models.SequenceEqual((IReadOnlyList<ModelUsage>)before!)));
                property.SetValue(right, other);
                Assert.False(left.Equals(right), $"{property.Name} is no part of what makes records equal");
                property.SetValue(right, before);
            }

            Assert.Equal(left, right);
        }
    }

    [Fact]
    public void Amounts_are_equal_by_value_and_written_with_their_own_scale()
    {
        var record = RandomCalls.Make(Seed, 1)[0] with { CostUsd = 1.10m };
        Assert.Equal(record, record with { CostUsd = 1.1m });
        Assert.Contains("\"costUsd\":1.10,", record.ToJson(), StringComparison.Ordinal);
        Assert.Contains("\"costUsd\":1.100,", (record with { CostUsd = 1.100m }).ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_with_other_attempts_keeps_its_usage()
    {
        var attempt = new AttemptRecord
        {
            Target = "t",
            Provider = "p",
            Model = "m",
            Deployment = "d",
            Usage = new TokenUsage { Input = 3, Output = 4, Requests = 1 },
        };
        var record = RandomCalls.Make(Seed, 1)[0] with { Attempts = new[] { attempt } };
        record = record with { Usage = attempt.Usage };

        Assert.Equal(attempt.Usage, (record with { Attempts = [attempt with { Usage = null }] }).Usage);
        Assert.Null((record with { Usage = null }).Usage);
    }

    [Fact]
    public void A_time_elsewhere_keeps_its_offset()
    {
        var at = new DateTimeOffset(2026, 3, 1, 4, 5, 6, 7, TimeSpan.FromMinutes(-570));
        var record = RandomCalls.Make(Seed, 1)[0] with { StartedAt = at };

        Assert.True(at.EqualsExact(record.StartedAt));
        Assert.Equal(record, record with { StartedAt = at.ToUniversalTime() });
    }

    [Fact]
    public void The_records_of_a_plain_call_stay_small()
    {
        var route = new RouteGen.Records.RecordedRoute("Table", "hash", "route", "bucket");
        var target = new RouteGen.Records.AttemptedTarget("t", "p", "m", null, "d", null);
        AttemptRecord[] attempts = [new(target)];
        Make();
        var before = GC.GetAllocatedBytesForCurrentThread();
        Make();
        var bytes = GC.GetAllocatedBytesForCurrentThread() - before;

        // 640 bytes when each property had a field of its own.
        Assert.True(bytes <= 344, $"{bytes} B");

        void Make()
        {
            attempts[0] = new AttemptRecord(target)
            {
                Latency = TimeSpan.FromMilliseconds(3),
                Usage = new TokenUsage { Input = 12, Output = 3, Requests = 1 },
                EstimatedUsage = null,
                ServiceTier = ServiceTier.Standard,
                CostUsd = 0.00002100m,
                ComputedCostUsd = 0.00002100m,
                CostSource = CostSource.Computed,
                PriceId = "m@1",
            };
            GC.KeepAlive(new RouteRecord(route, RouteCaller.None, attempts)
            {
                Number = default,
                StartedAt = DateTimeOffset.UnixEpoch,
                Outcome = RouteOutcome.Served,
                Latency = TimeSpan.FromMilliseconds(3),
                ServedBy = "t",
                Model = "m",
                EstimatedInputTokens = 12,
                EstimatedOutputTokens = 600,
                EstimatedCostUsd = 0.006m,
                Usage = attempts[0].Usage,
                CostUsd = attempts[0].CostUsd,
                CostSource = CostSource.Computed,
                CostBucket = "bucket",
                ExceededBudget = null,
                PossibleOverrunUsd = null,
                Skipped = [],
            });
        }
    }

    private static PropertyInfo[] Settable(Type type) =>
        [.. type.GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(static p => p.CanWrite)];

    private static object Make(Type type) => Activator.CreateInstance(type)!;

    private static void Fill(object record, PropertyInfo[] properties, object?[] values)
    {
        for (var i = 0; i < properties.Length; i++)
        {
            properties[i].SetValue(record, values[i]);
        }
    }

    /// <summary>To the scale of a decimal and the offset of a time.</summary>
    private static bool Same(object? told, object? given) => (told, given) switch
    {
        (decimal left, decimal right) => decimal.GetBits(left).AsSpan().SequenceEqual(decimal.GetBits(right)),
        (DateTimeOffset left, DateTimeOffset right) => left.EqualsExact(right),
        (IEnumerable left and not string, _) => ReferenceEquals(left, given),
        _ => Equals(told, given),
    };

    private static object? Value(Type type, string name, Random dice)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return dice.Next(3) == 0 ? null : Value(inner, name, dice);
        }

        return type switch
        {
            _ when name == nameof(RouteRecord.Id) => new Guid(dice.Next(), 1, 2, [.. new byte[8]]).ToString("N"),
            _ when type == typeof(string) => dice.Next(1_000).ToString(CultureInfo.InvariantCulture),
            _ when type == typeof(decimal) => Decimal(dice),
            _ when type == typeof(long) => dice.NextInt64(long.MinValue, long.MaxValue),
            _ when type == typeof(int) => dice.Next(int.MinValue, int.MaxValue),
            _ when type == typeof(bool) => dice.Next(2) == 0,
            _ when type == typeof(TimeSpan) => new TimeSpan(dice.NextInt64(long.MinValue, long.MaxValue)),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(
                dice.NextInt64(DateTime.UnixEpoch.Ticks, DateTime.MaxValue.Ticks / 2), TimeSpan.FromMinutes(dice.Next(-840, 841))),
            _ when type == typeof(TokenUsage) => new TokenUsage
            {
                Input = dice.Next(2),
                Output = dice.Next(3),
                Requests = 1,
                CachedInput = dice.Next(2),
            },
            _ when type == typeof(RouteCaller) => new RouteCaller { User = dice.Next(9).ToString(CultureInfo.InvariantCulture) },
            _ when type == typeof(IReadOnlyList<AttemptRecord>) => Attempts(dice),
            _ when type == typeof(IReadOnlyList<SkippedTarget>) => dice.Next(2) == 0 ? [] : new[] { new SkippedTarget("t", default) },
            _ when type == typeof(IReadOnlyList<ModelUsage>) => dice.Next(2) == 0
                ? [] : new[] { new ModelUsage($"m{dice.Next(3)}", (TokenUsage)Value(typeof(TokenUsage), "", dice)!) },
            _ when type.IsEnum => Enum.ToObject(type, dice.Next(-5, 300)),
            _ => throw new NotSupportedException($"No values for {name} of {type}."),
        };
    }

    private static AttemptRecord[] Attempts(Random dice) =>
    [
        .. Enumerable.Range(0, dice.Next(3)).Select(_ => new AttemptRecord
        {
            Target = "t", Provider = "p", Model = "m", Deployment = "d", Usage = (TokenUsage?)Value(typeof(TokenUsage?), "", dice),
        }),
    ];

    private static decimal Decimal(Random dice)
    {
        var digits = dice.Next(4);
        return new decimal(
            dice.Next(int.MinValue, int.MaxValue),
            digits > 0 ? dice.Next(int.MinValue, int.MaxValue) >> dice.Next(32) : 0,
            digits > 2 ? dice.Next() >> dice.Next(31) : 0,
            dice.Next(4) == 0,
            (byte)dice.Next(29));
    }
}

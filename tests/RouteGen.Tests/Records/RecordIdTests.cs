using RouteGen.Records;

namespace RouteGen.Tests.Records;

public sealed class RecordIdTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 20, 30, 0, 123, TimeSpan.Zero);

    [Fact]
    public void An_id_is_a_UUID_of_version_7_that_begins_with_the_time()
    {
        var id = RecordId.New(At);

        Assert.Equal((7, true), (id.Version, id.Variant is >= 8 and <= 11));
        Assert.StartsWith(At.ToUnixTimeMilliseconds()
            .ToString("x12", System.Globalization.CultureInfo.InvariantCulture), id.ToString("N"), StringComparison.Ordinal);
    }

    [Fact]
    public void Later_ids_sort_behind_and_none_comes_twice()
    {
        string[] ids = [.. Enumerable.Range(0, 10_000).Select(i => RecordId.New(At.AddMilliseconds(i)).ToString("N"))];

        Assert.Equal(ids, ids.Order(StringComparer.Ordinal));
        Assert.Equal(10_000, Enumerable.Range(0, 10_000).Select(_ => RecordId.New(At)).Distinct().Count());
    }
}

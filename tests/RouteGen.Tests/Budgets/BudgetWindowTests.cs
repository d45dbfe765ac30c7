using RouteGen.Budgets;
using RouteGen.Definitions;
using RouteGen.TestSupport.Doubles;

namespace RouteGen.Tests.Budgets;

public sealed class BudgetWindowTests
{
    [Theory]
    [InlineData(BudgetPeriod.Hour, "2026-11-20T12:59:59Z", "2026-11-20T13:00:00Z")]
    [InlineData(BudgetPeriod.Day, "2026-11-20T23:59:59Z", "2026-11-21T00:00:00Z")]
    [InlineData(BudgetPeriod.Day, "2028-02-29T12:00:00+14:00", "2028-02-29T00:00:00Z")]
    [InlineData(BudgetPeriod.Week, "2026-11-22T23:59:59Z", "2026-11-23T00:00:00Z")]
    [InlineData(BudgetPeriod.Week, "2026-11-23T00:00:00Z", "2026-11-30T00:00:00Z")]
    [InlineData(BudgetPeriod.Week, "1970-01-01T00:00:00Z", "1970-01-05T00:00:00Z")]
    [InlineData(BudgetPeriod.Month, "2028-02-29T23:59:59Z", "2028-03-01T00:00:00Z")]
    [InlineData(BudgetPeriod.Month, "2026-12-31T23:59:59Z", "2027-01-01T00:00:00Z")]
    public void A_calendar_period_ends_where_the_next_begins(BudgetPeriod period, string now, string end)
    {
        var window = BudgetWindow.CreateCalendar(period);
        var bucket = window.GetBucket(At(now));

        Assert.Equal(At(end), window.GetBucketEnd(bucket));
        Assert.Equal(bucket, window.GetOldestBucket(At(now)));
        Assert.Equal(bucket + 1, window.GetBucket(window.GetBucketEnd(bucket)));
        Assert.Equal(bucket, window.GetBucket(window.GetBucketEnd(bucket) - TimeSpan.FromTicks(1)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(60)]
    [InlineData(3_600)]
    [InlineData(86_400 * 31)]
    public void An_amount_counts_for_the_length_of_a_sliding_window_and_at_most_a_sixtieth_longer(int seconds)
    {
        var window = BudgetWindow.CreateSliding(TimeSpan.FromSeconds(seconds));
        for (var i = 0; i < 500; i++)
        {
            var settled = At("2026-11-20T12:00:00Z") + (window.Length * i / 97);
            var bucket = window.GetBucket(settled);
            var counts = window.GetBucketEnd(bucket) - settled;

            Assert.InRange(counts, window.Length, window.Step * 61);
            Assert.True(window.GetOldestBucket(window.GetBucketEnd(bucket)) > bucket);
            Assert.True(window.GetOldestBucket(window.GetBucketEnd(bucket) - TimeSpan.FromMilliseconds(1)) <= bucket);
        }
    }

    [Fact]
    public void Room_comes_when_enough_of_the_oldest_is_forgotten()
    {
        var window = BudgetWindow.CreateSliding(TimeSpan.FromHours(1));
        BudgetBucket[] held = [new(100, Units(5)), new(110, Units(3)), new(120, Units(2))];

        Assert.Equal(window.GetBucketEnd(100), RoomFor(5));
        Assert.Equal(window.GetBucketEnd(110), RoomFor(6));
        Assert.Equal(window.GetBucketEnd(120), RoomFor(10));
        Assert.Null(RoomFor(11));
        Assert.Null(RoomFor(5, [], reserved: 10));

        DateTimeOffset? RoomFor(long amount, BudgetBucket[]? committed = null, long reserved = 0)
        {
            var account = new BudgetAccount { Table = "T", Budget = "b", Unit = BudgetUnit.Calls, Window = window };
            return BudgetShortage.FromBuckets(
                0, new BudgetCharge(account, Units(amount)) { Cap = Units(10) }, committed ?? held, Units(reserved)).AvailableAt;
        }
    }

    private static BudgetAmount Units(long units) => BudgetAmount.FromUnits(units);

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

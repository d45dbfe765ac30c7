using RouteGen.Carriers;

namespace RouteGen.Tests.Routing;

/// <summary>What is due when, with plain timestamps.</summary>
public sealed class DueTimesTests
{
    [Theory]
    [InlineData(99, null)]
    [InlineData(100, "attempt")]
    [InlineData(101, "attempt")]
    public void Until_the_first_token_only_the_due_time_counts(long now, string? expired)
    {
        var due = new DueTimes(100, "attempt");

        Assert.Equal(expired, due.ExpiredAt(now, waitingSince: 0));
        Assert.Equal(expired, due.ExpiredAt(now, waitingSince: null));
        Assert.Equal(100, due.NextLook(now: 7, waitingSince: 3));
    }

    [Theory]
    [InlineData(99, 90L, null, 100)]
    [InlineData(99, null, null, 109)]
    [InlineData(100, 90L, "idle", 100)]
    [InlineData(299, null, null, 300)]
    [InlineData(299, 295L, null, 300)]
    [InlineData(300, null, "streamTotal", 300)]
    [InlineData(300, 299L, "streamTotal", 300)]
    [InlineData(300, 200L, "streamTotal", 210)]
    public void In_a_stream_silence_and_its_total_count(long now, long? waitingSince, string? expired, long next)
    {
        var due = new DueTimes(100, "firstToken");
        due.EnterStream(idle: 10, due: 300);

        Assert.Equal(expired, due.ExpiredAt(now, waitingSince));
        Assert.Equal(next, due.NextLook(now, waitingSince));
    }

    [Fact]
    public void A_hurry_shortens_the_silence_and_nothing_else()
    {
        var due = new DueTimes(100, "firstToken");
        due.EnterStream(idle: 10, due: 300);
        due.Hurry(2);
        due.Hurry(5);

        Assert.Equal((null, "idle"), (due.ExpiredAt(51, 50), due.ExpiredAt(52, 50)));
        Assert.Equal((52, 300), (due.NextLook(50, 50), due.NextLook(299, null)));
        Assert.Equal("streamTotal", due.ExpiredAt(300, 299));
    }

    /// <summary>A stream may say in its first update why it ends: nothing of weight comes after that either.</summary>
    [Fact]
    public void A_hurry_from_before_the_stream_stays_and_the_due_time_keeps_its_name()
    {
        var due = new DueTimes(100, "firstToken");
        due.Hurry(2);
        Assert.Equal(("idle", "firstToken"), (due.ExpiredAt(52, 50), due.ExpiredAt(100, null)));

        due.EnterStream(idle: 10, due: 300);
        Assert.Equal((null, "idle"), (due.ExpiredAt(151, 150), due.ExpiredAt(152, 150)));
    }

    [Theory]
    [InlineData(long.MaxValue / 4)]
    [InlineData(0)]
    public void Neither_a_day_nor_a_thousand_years_overflow(long since)
    {
        var due = new DueTimes(long.MaxValue / 2, "attempt");
        Assert.Null(due.ExpiredAt(since, since));
        Assert.Equal(long.MaxValue / 2, due.NextLook(since, since));

        due.EnterStream(long.MaxValue / 4, long.MaxValue / 2);
        Assert.Null(due.ExpiredAt(since, since));
        Assert.InRange(due.NextLook(since, since), since, long.MaxValue / 2);
    }
}

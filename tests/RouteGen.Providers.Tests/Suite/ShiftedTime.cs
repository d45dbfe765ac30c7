namespace RouteGen.Providers.Tests.Suite;

/// <summary>The system's clock, which a test can set forward: breakers and cooldowns are over then, and timers still ring.</summary>
internal sealed class ShiftedTime : TimeProvider
{
    private long _shift;

    public void Advance(TimeSpan by) => Interlocked.Add(ref _shift, by.Ticks);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref _shift));

    public override long GetTimestamp() =>
        (long)(System.GetTimestamp() * ((double)TimeSpan.TicksPerSecond / System.TimestampFrequency)) + Volatile.Read(ref _shift);
}

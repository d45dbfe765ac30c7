namespace RouteGen.Gateway.Tests;

/// <summary>
/// A clock that runs and can skip some time, such as what breakers and cooldowns take, while no call is under way. Its timers are real.
/// </summary>
internal sealed class SkippingTime : TimeProvider
{
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Skip(TimeSpan time) => Interlocked.Add(ref _ticks, time.Ticks);

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddTicks(Interlocked.Read(ref _ticks));

    public override long GetTimestamp() =>
        (Environment.TickCount64 * TimeSpan.TicksPerMillisecond) + Interlocked.Read(ref _ticks);
}

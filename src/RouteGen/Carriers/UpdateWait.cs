namespace RouteGen.Carriers;

/// <summary>
/// Whether an update of a stream is waited for, and since when. One word: the attempt writes it; the timer only turns a move that it finds
/// under way into a timestamp, by an exchange, so that neither needs a lock.
/// </summary>
internal struct UpdateWait
{
    private const long None = long.MinValue;

    /// <summary>A move is under way whose beginning nobody noted.</summary>
    private const long Moving = long.MinValue + 1;

    private long _since;

    /// <summary>A move begins. The clock is not looked at.</summary>
    public void BeginMove() => Volatile.Write(ref _since, Moving);

    /// <summary>A move becomes a wait. Where a ring found the move before that, the silence began there.</summary>
    public void Begin(TimeProvider time)
    {
        if (Volatile.Read(ref _since) <= Moving)
        {
            Volatile.Write(ref _since, time.GetTimestamp());
        }
    }

    /// <summary>Nothing is waited for.</summary>
    public void End() => Volatile.Write(ref _since, None);

    /// <summary>Since when an update is waited for: from now on, where a move is found. Null while none is.</summary>
    public long? Since(long now) => Interlocked.CompareExchange(ref _since, now, Moving) switch
    {
        None => null,
        Moving => now,
        var since => since,
    };
}

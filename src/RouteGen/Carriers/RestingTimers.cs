namespace RouteGen.Carriers;

/// <summary>
/// Timers at rest: what an attempt borrows mostly costs it nothing. One that is set to ring stays set, since most attempts are over long
/// before: when it rings it looks whether anything is due, and is set again if that is later.
/// </summary>
/// <remarks>
/// Each thread has a place that nobody else can reach. The places that all share are taken and filled by an exchange, so that a timer is in
/// one place or in one hand.
/// </remarks>
internal static class RestingTimers
{
    /// <summary>For attempts that end on another thread than the one on which they began.</summary>
    private static readonly AttemptTimer?[] Shared = new AttemptTimer?[Environment.ProcessorCount];

    [ThreadStatic]
    private static AttemptTimer? _own;

    /// <summary>A timer that rests, if there is one at hand.</summary>
    public static AttemptTimer? Take()
    {
        if (_own is { } own)
        {
            _own = null;
            return own;
        }

        ref var shared = ref Place();
        return Volatile.Read(ref shared) is null ? null : Interlocked.Exchange(ref shared, null);
    }

    /// <summary>Lays a timer down. False where there is no room: it is to be disposed of.</summary>
    public static bool TryRest(AttemptTimer timer)
    {
        if (_own is null)
        {
            _own = timer;
            return true;
        }

        return Interlocked.CompareExchange(ref Place(), timer, null) is null;
    }

    private static ref AttemptTimer? Place() => ref Shared[Thread.GetCurrentProcessorId() % Shared.Length];
}

namespace RouteGen.Attempts;

/// <content>
/// Attempts at rest, one for each thread: a call whose first target serves at once borrows it. What the caller keeps is the record.
/// </content>
internal sealed partial class Attempt
{
    [ThreadStatic]
    private static Attempt? _resting;

    /// <summary>
    /// Lays down an attempt that has ended, and that nobody looks at any more. One that failed, or was read in pieces, may be known to a
    /// client that has not come back, and is left to the garbage collector.
    /// </summary>
    public void Rest()
    {
        if (_left == 0 || Failure is not null || Delivery.ComesInPieces)
        {
            return;
        }

        Delivery.Rest();
        _call = null!;
        _entry = null!;
        _key = null!;
        _timer = null!;
        _delay = default;
        _dropped = default;
        _exchange = null;
        _activity = null;
        _delivery = null;
        _unsent = default;
        _started = 0;
        _detail = null;
        _unread = default;
        _firstToken = null;
        _tokensUsed = null;
        _credit = null;
        _left = 0;
        _ended = false;
        Latency = default;
        _resting = this;
    }
}

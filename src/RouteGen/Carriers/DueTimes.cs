namespace RouteGen.Carriers;

/// <summary>
/// What of an attempt is due, and when: until the reply, or a stream's first meaningful update, one due time; after that the stream's
/// total and its gaps. All is in timestamps of the caller's clock: there is no clock, no lock and no timer in here.
/// </summary>
/// <param name="due">The timestamp at which the time is over.</param>
/// <param name="name">The name of that timer.</param>
internal struct DueTimes(long due, string name)
{
    private long _due = due;
    private string _name = name;

    /// <summary>The longest silence, in timestamps; more than any where silence does not count.</summary>
    private long _idle = long.MaxValue;

    /// <summary>The timestamp at which the time is over, however much comes until then.</summary>
    public readonly long Due => _due;

    /// <summary>From now on it is silence that counts, and the stream's total. A hurry from before stays.</summary>
    public void EnterStream(long idle, long due)
    {
        Hurry(idle);
        (_due, _name) = (due, "streamTotal");
    }

    /// <summary>No silence is waited out for longer than this. What is due at all stays due.</summary>
    public void Hurry(long idle) => _idle = Math.Min(_idle, idle);

    /// <summary>The name of the timer that has run out.</summary>
    /// <param name="now">The timestamp of the look.</param>
    /// <param name="waitingSince">Since when an update is waited for; null while none is.</param>
    /// <returns>Null while there is time.</returns>
    public readonly string? ExpiredAt(long now, long? waitingSince) =>
        now >= _due ? _name
        : waitingSince is { } since && now - since >= _idle ? "idle"
        : null;

    /// <summary>
    /// The timestamp at which to look again. Where no update is waited for, a wait that begins at once would be too long by then.
    /// </summary>
    /// <inheritdoc cref="ExpiredAt"/>
    public readonly long NextLook(long now, long? waitingSince)
    {
        var since = waitingSince ?? now;
        return _idle < _due - since ? since + _idle : _due;
    }
}

namespace RouteGen.Providers.Tests.Storms;

/// <summary>
/// Holds the attempts of records, the requests that left for them and the hits at the servers against
/// each other, one by one, and counts them.
/// </summary>
internal sealed class HitTally
{
    private int _attempts;
    private int _hits;
    private int _unsent;
    private int _lost;
    private int _overdue;
    private (TimeSpan Past, TimeSpan Owed) _latest;

    /// <param name="record">The record of a call.</param>
    /// <param name="requests">What was sent for each of its attempts.</param>
    /// <param name="arrivals">What the servers received for the call.</param>
    /// <param name="lateness">How late this machine was meanwhile.</param>
    public void Check(
        RouteRecord record, IReadOnlyCollection<SentRequest>[] requests, IReadOnlyCollection<Arrival> arrivals, Lateness lateness)
    {
        // Each hit is of one request, and each request of one attempt: nobody repeats or sends by itself.
        var hits = arrivals.Select(arrival => arrival.Id!).ToArray();
        Assert.Equal(hits.Distinct(), hits);
        Assert.Subset(requests.SelectMany(of => of).Select(request => request.Id).ToHashSet(), hits.ToHashSet());
        for (var i = 0; i < requests.Length; i++)
        {
            Count(record, record.Attempts[i], requests[i], hits, lateness);
        }
    }

    /// <summary>Notes a call that its total ended.</summary>
    /// <param name="past">How long after it.</param>
    /// <param name="owed">How late this machine was then.</param>
    public void Late(TimeSpan past, TimeSpan owed)
    {
        if (past > TimeSpan.Zero)
        {
            _overdue++;
            _latest = past > _latest.Past ? (past, owed) : _latest;
        }
    }

    public override string ToString() =>
        $"{_attempts} attempts: {_hits} hits, {_unsent} given up before a request, {_lost} on its way; "
        + $"{_overdue} calls ended by their total, the last {_latest.Past.TotalMilliseconds:0} ms after it, when timers were "
        + $"{_latest.Owed.TotalMilliseconds:0} ms late";

    private void Count(
        RouteRecord record, AttemptRecord attempt, IReadOnlyCollection<SentRequest> requests, string[] hits, Lateness lateness)
    {
        _attempts++;
        Assert.InRange(requests.Count, 0, 1);
        if (requests.SingleOrDefault() is { } request && hits.Contains(request.Id))
        {
            _hits++;
            return;
        }

        // No hit: only where the caller or a timer was faster than the request.
        Assert.True(
            attempt is { StatusCode: null, Fault: Fault.Cancelled or Fault.Timeout }, $"{attempt.Target} was not asked: {record.ToJson()}");
        if (requests.Count == 0)
        {
            _unsent++;
            return;
        }

        Assert.True(requests.Single().IsCutOnItsWay(lateness), $"{attempt.Target} got no request: {record.ToJson()}");
        _lost++;
    }
}

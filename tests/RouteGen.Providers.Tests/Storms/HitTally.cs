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

    /// <param name="record">The record of a call.</param>
    /// <param name="requests">What was sent for each of its attempts.</param>
    /// <param name="arrivals">What the servers received for the call.</param>
    public void Check(RouteRecord record, IReadOnlyCollection<SentRequest>[] requests, IReadOnlyCollection<Arrival> arrivals)
    {
        // Each hit is of one request, and each request of one attempt: nobody repeats or sends by itself.
        var hits = arrivals.Select(arrival => arrival.Id!).ToArray();
        Assert.Equal(hits.Distinct(), hits);
        Assert.Subset(requests.SelectMany(of => of).Select(request => request.Id).ToHashSet(), hits.ToHashSet());
        for (var i = 0; i < requests.Length; i++)
        {
            Count(record, record.Attempts[i], requests[i], hits);
        }
    }

    public override string ToString() =>
        $"{_attempts} attempts: {_hits} hits, {_unsent} given up before a request, {_lost} on its way";

    private void Count(RouteRecord record, AttemptRecord attempt, IReadOnlyCollection<SentRequest> requests, string[] hits)
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

        Assert.True(requests.Single().IsCut, $"{attempt.Target} got no request: {record.ToJson()}");
        _lost++;
    }
}

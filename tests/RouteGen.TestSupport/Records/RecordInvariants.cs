using RouteGen.Definitions;

namespace RouteGen.TestSupport.Records;

/// <summary>
/// What holds of every call's record whatever the dice say. There is one list of it, for virtual time and for the wire.
/// </summary>
internal static class RecordInvariants
{
    /// <param name="record">The record of a call.</param>
    /// <param name="route">The route that was called.</param>
    /// <param name="slack">How much later than its own limits a call may end.</param>
    public static void Check(RouteRecord record, RouteDefinition route, TimeSpan slack)
    {
        Assert.InRange(record.Attempts.Count, 0, route.MaxAttempts);
        Assert.Equal(record.Attempts.Aggregate((decimal?)0m, (sum, a) => sum + a.CostUsd), record.CostUsd);
        var bound = record
            is { Streamed: true, Outcome: RouteOutcome.Served or RouteOutcome.Broken or RouteOutcome.Abandoned or RouteOutcome.Cancelled }
            ? route.StreamTotalTimeout * 1.3
            : route.TotalTimeout + slack;
        Assert.True(record.Latency <= bound, $"{record.Latency} is more than {bound}: {record.ToJson()}");
        Assert.Equal(record.Outcome == RouteOutcome.Served, record.Fault == Fault.None);
        Assert.Equal(record.ServedBy is null, record.Outcome is RouteOutcome.Failed or RouteOutcome.Stopped
            || (record.Outcome == RouteOutcome.Cancelled && record.ServedBy is null));
    }

    /// <summary>A failure names every attempt; a broken stream's text is the beginning of what its one target says.</summary>
    public static void Check(RouteException failure, Func<string, string> wholeOf)
    {
        Assert.All(failure.Record.Attempts, a => Assert.Contains(a.Target, failure.Message, StringComparison.Ordinal));
        if (failure is RouteStreamBrokenException broken)
        {
            Assert.StartsWith(broken.PartialText, wholeOf(broken.Record.ServedBy!), StringComparison.Ordinal);
        }
    }
}

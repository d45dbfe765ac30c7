using RouteGen;

namespace Quickstart.Scenarios;

/// <summary>How a call should go: its outcome, who serves, and the fault of each attempt in order.</summary>
internal sealed record Expectation(RouteOutcome Outcome, string? ServedBy, params Fault[] Faults)
{
    /// <summary>What differs; null when nothing does.</summary>
    public string? Difference(RouteRecord record)
    {
        if (record.Outcome != Outcome)
        {
            return $"expected {Outcome}, got {record.Outcome} ({record.Fault})";
        }

        if (record.ServedBy != ServedBy)
        {
            return $"expected to be served by {ServedBy ?? "nobody"}, was by {record.ServedBy ?? "nobody"}";
        }

        Fault[] faults = [.. record.Attempts.Select(a => a.Fault)];
        return faults.SequenceEqual(Faults) ? null : $"expected the attempts {string.Join(", ", Faults)}, got {string.Join(", ", faults)}";
    }
}

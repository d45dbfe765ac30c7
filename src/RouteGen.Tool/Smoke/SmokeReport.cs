namespace RouteGen.Tool.Smoke;

/// <summary>A run, whole: its calls, what is found in them, and what it took.</summary>
/// <param name="Name">The table's class name.</param>
/// <param name="Hash">The table's hash.</param>
/// <param name="At">When it began.</param>
/// <param name="MaxUsd">What it was allowed to cost.</param>
/// <param name="WorstUsd">What the calls could have cost at worst, as far as they are priced.</param>
/// <param name="Calls">The calls.</param>
internal sealed record SmokeReport(
    string Name, string Hash, DateTimeOffset At, decimal MaxUsd, decimal WorstUsd, IReadOnlyList<SmokeCall> Calls)
{
    public IReadOnlyList<QuotaBurn> Quota { get; } = QuotaBurn.Compute(Calls);

    /// <summary>What it cost, as far as it is known.</summary>
    public decimal CostUsd => Calls.Sum(static c => c.CostUsd ?? 0m);

    /// <summary>The targets whose calls cost nobody knows what, since the table states no price.</summary>
    public IReadOnlyList<string> Unpriced =>
        [.. Calls.Where(static c => c.Attempt is { CostUsd: null }).Select(static c => c.Place.Name).Distinct()];

    public int Count(SmokeVerdict verdict) => Calls.Count(c => c.Verdict == verdict);
}

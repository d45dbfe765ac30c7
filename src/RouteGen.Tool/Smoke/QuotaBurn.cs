namespace RouteGen.Tool.Smoke;

/// <summary>What a run took of one of a provider's limits, as its headers tell.</summary>
/// <param name="Place">Where.</param>
/// <param name="Unit">Of what.</param>
/// <param name="Limit">How much there is in all; null where it is not stated.</param>
/// <param name="Before">What was left before the run.</param>
/// <param name="After">What was left after it.</param>
/// <param name="Burnt">What the run took.</param>
/// <param name="Refilled">Whether the limit was refilled in between, so that what was taken is what the calls counted themselves.</param>
internal sealed record QuotaBurn(SmokePlace Place, string Unit, long? Limit, long Before, long After, long Burnt, bool Refilled)
{
    /// <summary>The share of the limit, from 0 to 1; null where the limit is not stated.</summary>
    public double? Share => Limit is > 0 ? (double)Burnt / Limit.Value : null;

    /// <summary>What calls took of each limit that their headers stated more than once, or once with what that call took itself.</summary>
    public static IReadOnlyList<QuotaBurn> Compute(IReadOnlyList<SmokeCall> calls)
    {
        var burns = new List<QuotaBurn>();
        foreach (var place in calls.Where(static c => c.Limits.Count > 0 && c.Shape != SmokeShape.Error).GroupBy(static c => c.Place.Id))
        {
            SmokeCall[] inTime = [.. place.OrderBy(static c => c.At)];
            var stating = inTime.SelectMany(static c => c.Limits).Where(static l => l.Left is not null);
            foreach (var of in stating.Select(static l => l.Unit).Distinct())
            {
                var stated = inTime.Select(c => (Call: c, Limit: c.Limits.FirstOrDefault(l => l.Unit == of)))
                    .Where(static s => s.Limit is { Left: not null }).ToArray();
                var (first, last) = (stated[0], stated[^1]);
                var own = stated.Sum(s => Took(s.Call, s.Limit!));
                var before = first.Limit!.Left!.Value + Took(first.Call, first.Limit);
                before = first.Limit.Limit is { } limit ? Math.Min(before, limit) : before;
                var after = last.Limit!.Left!.Value;
                var refilled = after > before || stated.Zip(stated.Skip(1)).Any(static p => p.Second.Limit!.Left > p.First.Limit!.Left);
                burns.Add(new(first.Call.Place, of, last.Limit.Limit, before, after, refilled ? own : before - after, refilled));
            }
        }

        return burns;
    }

    /// <summary>What a call counts of a limit by itself.</summary>
    private static long Took(SmokeCall call, RateLimit limit) => limit.IsOfRequests ? 1
        : call.Usage is not { } usage ? 0
        : limit.Unit.Contains("input", StringComparison.Ordinal) ? usage.Input
        : limit.Unit.Contains("output", StringComparison.Ordinal) ? usage.Output
        : usage.Input + usage.Output;
}

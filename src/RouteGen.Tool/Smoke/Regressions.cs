using System.Globalization;
using RouteGen.Tool.Findings;

namespace RouteGen.Tool.Smoke;

/// <summary>What was better in an earlier run.</summary>
internal static class Regressions
{
    /// <summary>What is slower by less is noise.</summary>
    private static readonly TimeSpan Floor = TimeSpan.FromMilliseconds(500);

    private const decimal CostFactor = 1.25m;

    /// <summary>Compares calls that both runs have.</summary>
    /// <param name="calls">The calls of this run.</param>
    /// <param name="before">Those of the earlier one, by what they are.</param>
    /// <param name="slower">The factor from which on a call is slower.</param>
    public static IEnumerable<Finding> Find(IReadOnlyList<SmokeCall> calls, IReadOnlyDictionary<string, EarlierCall> before, double slower)
    {
        foreach (var call in calls)
        {
            if (before.TryGetValue(call.Id, out var then) && then.IsWell)
            {
                foreach (var finding in Compare(call, then, slower))
                {
                    yield return finding with { Subject = call.Id };
                }
            }
        }
    }

    private static IEnumerable<Finding> Compare(SmokeCall call, EarlierCall then, double slower)
    {
        var since = $" On {then.At.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} it was";
        if (call.Verdict == SmokeVerdict.NotRun)
        {
            if (call.Diagnosis?.Id != "same")
            {
                yield return new(
                    "smoke-regression-not-run", FindingLevel.Warning, "No longer run", $"It was not run this time.{since} well.");
            }

            yield break;
        }

        if (call.Verdict == SmokeVerdict.Unhealthy)
        {
            yield return new(
                "smoke-regression-unhealthy", FindingLevel.Error, "No longer healthy",
                    $"It is no longer well: {call.Diagnosis?.Words}{since} "
                    + $"{then.Verdict}.");
            yield break;
        }

        foreach (var (word, now, was) in new[]
        {
            ("first token", call.Attempt?.TimeToFirstToken, then.FirstToken), ("whole reply", call.Attempt?.Latency, then.Total),
        })
        {
            if (now is { } n && was is { } w && call.Shape != SmokeShape.Error && n - w > Floor && n > w * slower)
            {
                yield return new(
                    "smoke-regression-slower", FindingLevel.Warning, "Slower",
                    $"Its {word} takes {SmokeText.Time(n)}.{since} {SmokeText.Time(w)}. Run again to tell a bad moment from a worse "
                        + $"provider.");
                break;
            }
        }

        if (call.CostUsd is { } cost && then.CostUsd is > 0m and { } costWas && cost > costWas * CostFactor)
        {
            var (tokens, tokensWas) = (call.Usage?.Input + call.Usage?.Output, then.Tokens);
            if (tokens is not null && tokensWas is > 0 && tokens <= tokensWas * CostFactor)
            {
                yield return new(
                    "smoke-regression-cost", FindingLevel.Warning, "More expensive",
                    $"About as many tokens cost {SmokeText.Usd(cost)}.{since} {SmokeText.Usd(costWas)}: the price has risen.");
            }
            else if (cost > costWas * 2)
            {
                yield return new(
                    "smoke-regression-cost", FindingLevel.Warning, "More expensive", string.Create(CultureInfo.InvariantCulture,
                        $"The same question costs {SmokeText.Usd(cost)} with {tokens} tokens.{since} {SmokeText.Usd(costWas)} "
                            + $"with {tokensWas}."));
            }
        }

        if (call.Attempt?.ResponseModel is { } model && then.AnsweredBy is { } modelWas && model != modelWas)
        {
            yield return new(
                "smoke-regression-model", FindingLevel.Warning, "Another model",
                $"'{model}' answers.{since} '{modelWas}'. Evaluate it anew before you rely on it.");
        }

        if (then.Tokens is > 0 && call.Usage is null && call.Shape != SmokeShape.Error)
        {
            yield return new(
                "smoke-regression-usage", FindingLevel.Warning, "Counts no tokens any more",
                $"The reply counts no tokens, so that costs are only estimated.{since} counted.");
        }
    }
}

/// <summary>A call of an earlier run, as its log tells.</summary>
internal sealed record EarlierCall(
    string Verdict, DateTimeOffset At, TimeSpan? FirstToken, TimeSpan? Total, decimal? CostUsd, long? Tokens, string? AnsweredBy)
{
    /// <summary>Whether it was as it should be.</summary>
    public bool IsWell => Verdict is "healthy" or "refused";
}

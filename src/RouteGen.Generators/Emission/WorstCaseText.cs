using RouteGen.Generators.Writing;
using RouteGen.Model.Checks;
using RouteGen.Model.Tables;

namespace RouteGen.Generators.Emission;

/// <summary>What a call can come to, as a reader of hover documentation wants it.</summary>
internal static class WorstCaseText
{
    public static string Describe(RouteTable table, RouteEntry route, WorstCase worst)
    {
        var attempts = worst.Attempts == 1 ? "1 attempt" : DocText.Count(worst.Attempts) + " attempts";
        var times = $"{DocText.Seconds(worst.WhenFailing)} when all fail late, {DocText.Seconds(worst.WhenTimingOut)} when all time out, "
            + $"{DocText.Seconds(worst.WhenRateLimited)} when all are rate-limited";
        var cost = worst.CostUsd is { } usd ? CSharpText.Plain(usd) + " USD" : "cost unknown";
        return $"At worst {attempts}; {times}; {cost}.{string.Concat(OverrunText.Describe(table, route))}";
    }
}

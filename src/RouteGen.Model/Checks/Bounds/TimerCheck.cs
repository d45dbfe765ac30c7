using RouteGen.Model.Checks.Views;
using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Checks.Bounds;

/// <summary>RG1030: a time that the table states and that another one always cuts short.</summary>
/// <remarks>
/// Only what the table states is reported: a default that a stated time cuts short is what whoever states it wants. Equal times are a way
/// to say that the one has no bound of its own.
/// </remarks>
internal static class TimerCheck
{
    private const string EndsCall = "ends the call first";
    private const string EndsStream = "ends the stream first";

    private static readonly Bound[] Bounds =
    [
        new("attempt", "timeouts", "total", static r => r.Timeouts.Attempt, static r => r.Timeouts.Total, EndsCall),
        new("firstToken", "timeouts", "attempt", static r => r.Timeouts.FirstToken, static r => r.Timeouts.Attempt,
            "ends the attempt first"),
        new("firstToken", "timeouts", "total", static r => r.Timeouts.FirstToken, static r => r.Timeouts.Total, EndsCall),

        // It rings, but for nothing: what begins after the whole stream was to be over is refused.
        new("firstToken", "timeouts", "streamTotal", static r => r.Timeouts.FirstToken, static r => r.Timeouts.StreamTotal, EndsStream),
        new("idle", "timeouts", "streamTotal", static r => r.Timeouts.Idle, static r => r.Timeouts.StreamTotal, EndsStream),
        new("delay", "retry", "maxDelay", static r => r.Retry.Delay, static r => r.Retry.MaxDelay, "is the longest wait"),
    ];

    private static readonly RouteEntry Silent = new() { Name = "", Identifier = "", CostBucket = "" };

    public static void Check(TableView table, FindingList findings)
    {
        foreach (var route in table.Routes)
        {
            foreach (var timer in Bounds.GroupBy(static bound => bound.Timer))
            {
                // Of several the narrowest: the others follow from it.
                var bound = timer.OrderBy(bound => bound.Most(route.Route)).First();
                if (route.Find(bound.Section, bound.Timer) is { } stated && bound.Value(route.Route) > bound.Most(route.Route))
                {
                    Report(route, bound, stated, findings);
                }
            }
        }
    }

    private static void Report(RouteView route, Bound bound, JsonProperty stated, FindingList findings)
    {
        var most = bound.Most(route.Route);
        var other = route.Find(bound.Section, bound.By);
        var mostText = other is null ? Shown.Duration(most) + " by default" : Written(other.Value, most);
        var value = Written(stated.Value, bound.Value(route.Route));

        // Where the default is no shorter, removing it changes nothing; else it has to say what holds now.
        var isIdle = bound.Value(Silent) >= most;
        var lowered = other is null ? Shown.Duration(most) : mostText;
        var remedy = (isIdle ? "remove it" : "lower it to " + lowered) + $", or raise {bound.Section}.{bound.By} to {value} or more";
        var finding = TableRules.IdleTimer.At(
            stated.Value,
            $"{bound.Section}.{bound.Timer}", PlainText.Escape(route.Name), value, $"{bound.Section}.{bound.By}", mostText, bound.Effect,
            remedy);
        findings.Add(finding with { Suggested = isIdle ? null : lowered }, route.Owner);
    }

    /// <summary>As the table writes it.</summary>
    private static string Written(JsonNode node, TimeSpan value) => node is JsonString text ? text.Value : Shown.Duration(value);

    /// <param name="Timer">The time.</param>
    /// <param name="Section">The object that both are in.</param>
    /// <param name="By">What bounds it.</param>
    /// <param name="Value">Its value.</param>
    /// <param name="Most">The value of what bounds it.</param>
    /// <param name="Effect">What that does.</param>
    private sealed record Bound(
        string Timer, string Section, string By, Func<RouteEntry, TimeSpan> Value, Func<RouteEntry, TimeSpan> Most, string Effect);
}

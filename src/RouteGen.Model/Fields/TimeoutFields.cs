using RouteGen.Model.Json;
using RouteGen.Model.Problems;
using RouteGen.Model.Tables;

namespace RouteGen.Model.Fields;

/// <summary>The time limits of a route.</summary>
internal static class TimeoutFields
{
    public static readonly FieldList<RouteTimeouts> All = new(
        new Field<RouteTimeouts, TimeSpan>("total", Forms.Duration)
        {
            Description =
                "A whole call until its reply, or a stream until its first meaningful update, including all attempts. A number and "
                + "its unit: ms, s, m or h; more than 0, at most 24h.",
            Example = "\"30s\"",
            Default = "\"60s\"",
            Read = static (timeouts, value) => timeouts with { Total = value },
            Write = static (text, timeouts) => text.Add(timeouts.Total),
            Place = 0,
        },
        new Field<RouteTimeouts, TimeSpan>("attempt", Forms.Duration)
        {
            Description =
                "One attempt until its reply, or a stream until its first meaningful update. A number and its unit: ms, s, m or h; "
                + "more than 0, at most 24h.",
            Example = "\"6s\"",
            Default = "\"30s\"",
            Read = static (timeouts, value) => timeouts with { Attempt = value },
            Write = static (text, timeouts) => text.Add(timeouts.Attempt),
            Place = 1,
        },
        new Field<RouteTimeouts, TimeSpan>("firstToken", Forms.Duration)
        {
            Description =
                "A streamed attempt until its first meaningful update. A number and its unit: ms, s, m or h; more than 0, at most "
                + "24h.",
            Example = "\"3s\"",
            Default = "\"15s\"",
            Read = static (timeouts, value) => timeouts with { FirstToken = value },
            Write = static (text, timeouts) => text.Add(timeouts.FirstToken),
            Place = 2,
        },
        new Field<RouteTimeouts, TimeSpan>("idle", Forms.Duration)
        {
            Description =
                "The longest silence inside a committed stream. A number and its unit: ms, s, m or h; more than 0, at most 24h.",
            Example = "\"5s\"",
            Default = "\"15s\"",
            Read = static (timeouts, value) => timeouts with { Idle = value },
            Write = static (text, timeouts) => text.Add(timeouts.Idle),
            Place = 3,
        },
        new Field<RouteTimeouts, TimeSpan>("streamTotal", Forms.Duration)
        {
            Description = "A whole stream, from the call to its end. A number and its unit: ms, s, m or h; more than 0, at most 24h.",
            Example = "\"5m\"",
            Shown = "\"2m\"",
            Default = "\"5m\"",
            Read = static (timeouts, value) => timeouts with { StreamTotal = value },
            Write = static (text, timeouts) => text.Add(timeouts.StreamTotal),
            Place = 4,
        });
}

using RouteGen.Definitions;

namespace RouteGen.Listening;

/// <summary>
/// The same for who keeps neither <see cref="RouteTelemetry"/> nor <see cref="AttemptTelemetry"/>: tags are written each time.
/// </summary>
internal static partial class RouteMetrics
{
    public static void RecordAttempt(TargetDefinition target, RouteDefinition definition, string bucket, AttemptRecord attempt)
    {
        if (AreAttemptsHeard)
        {
            new AttemptMeasures(definition, target).Record(bucket, attempt);
        }
    }

    public static void RecordCall(RouteRecord record)
    {
        if (Calls.Enabled)
        {
            Calls.Add(1, RouteTelemetry.Write(record.Route, record.Outcome, record.ServedBy));
        }
    }
}

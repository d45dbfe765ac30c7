using Microsoft.Extensions.Logging;
using RouteGen.Faults;
using RouteGen.Listening;
using RouteGen.Plans;
using RouteGen.Records;

namespace RouteGen.Calls;

/// <summary>
/// Publishes what happens in a call: to the application's hooks, whose failures never touch it, and to observers, log, metrics and
/// span.
/// </summary>
internal static class CallPublisher
{
    public static void AttemptEnded(RouteCall call, PlanEntry entry, AttemptRecord attempt)
    {
        entry.Telemetry.Record(call.CostBucket, attempt);
        if (attempt.Fault is not (Fault.None or Fault.Cancelled))
        {
            LogFailure(call, attempt);
        }

        try
        {
            call.Route.Hooks.AttemptCompleted(entry.Index, attempt);
        }
        catch (Exception e)
        {
            HookFailed(call, "OnAttemptCompleted", e);
        }
    }

    public static void Advanced(RouteCall call, PlanEntry from, PlanEntry to, Fault fault)
    {
        call.Route.Telemetry.RecordFallback(from.Target.Name, to.Target.Name, fault);
        try
        {
            call.Route.Hooks.Fallback(from.Index, to.Index, fault);
        }
        catch (Exception e)
        {
            HookFailed(call, "OnFallback", e);
        }
    }

    /// <summary>A turn of an operation was served elsewhere than the one before, whose cache still lives.</summary>
    public static void CacheLost(RouteCall call, RouteRecord record, in LostCache lost)
    {
        if (lost.Tokens == 0)
        {
            return;
        }

        call.Route.Telemetry.RecordLostCache(record.ServedBy, lost.Usd);
        var log = call.Route.Runtime.Log;
        if (log.IsEnabled(LogLevel.Information))
        {
            log.CacheLost(record.Route, lost.From, record.ServedBy, lost.Tokens, lost.Usd ?? (object)"unknown", record.Id);
        }
    }

    public static void Ended(RouteCall call, RouteRecord record)
    {
        try
        {
            call.Route.Hooks.Completed(record);
        }
        catch (Exception e)
        {
            HookFailed(call, "OnCompleted", e);
        }

        var runtime = call.Route.Runtime;
        runtime.Observers.Send(record);
        runtime.Log.Completed(record);
        if (!call.IsProbe)
        {
            call.Route.Telemetry.Record(record);
        }

        RouteTelemetry.End(call.Activity, record);
    }

    private static void LogFailure(RouteCall call, AttemptRecord attempt)
    {
        var log = call.Route.Runtime.Log;
        if (!log.IsEnabled(LogLevel.Warning))
        {
            return;
        }

        var reason = FailureText.Format(attempt.Fault, attempt.StatusCode, attempt.Code, attempt.Detail);
        if (FaultTable.BlameFor(attempt.Fault) == FaultBlame.Unusable)
        {
            log.TargetUnusable(
                call.Definition.Name, attempt.Target, attempt.Fault, reason, attempt.Provider, attempt.StatusCode, attempt.Code);
        }
        else
        {
            log.AttemptFailed(call.Definition.Name, attempt.Target,
                attempt.Fault, reason, Math.Round(attempt.Latency.TotalMilliseconds, 1), attempt.StatusCode, attempt.Code);
        }
    }

    private static void HookFailed(RouteCall call, string hook, Exception e) =>
        call.Route.Runtime.Log.HookFailed(call.Definition.Name, hook, e);
}

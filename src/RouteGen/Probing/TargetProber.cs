using RouteGen.Attempts;
using RouteGen.Calls;
using RouteGen.Plans;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Probing;

/// <summary>Asks one target a tiny question, once, past an open breaker.</summary>
internal static class TargetProber
{
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static async Task<TargetProbe> AskAsync(
        PlannedRoute route, PlanEntry entry, TargetKey key, ModelFeatures shape, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        HealthTicket ticket = default;
        if ((entry.Slot.Refusal ?? key.Health.TryProbe(out ticket)) is { } refusal)
        {
            return NotAsked(route, entry, key, shape, refusal);
        }

        var call = new RouteCall(route, RouteCaller.None, ProbeRequest.MessagesOf(route),
            ProbeRequest.Options(route, shape), shape.HasFlag(ModelFeatures.Streaming), cancellationToken, entry);
        if (entry.Slot.Load?.TryEnter(entry.Slot.Limits!, call.TokensAt(entry)) is { } full)
        {
            key.Health.Leave(ticket, new(Fault.Cancelled), default);
            call.Skip(entry, full);
            call.Complete(RouteOutcome.Failed, Fault.NoTargetAvailable);
            return NotAsked(route, entry, key, shape, full);
        }

        var fault = new FaultInfo(Fault.Cancelled);
        AttemptRecord? attempt = null;
        try
        {
            (attempt, fault) = call.Streamed
                ? await ReadAsync(call, entry, key).ConfigureAwait(false)
                : await WaitAsync(call, entry, key).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            // Also where a hook of the application's threw: its exception is its own to see, and nothing is held back for it.
            key.Health.Leave(ticket, fault, attempt?.TimeToFirstToken ?? attempt?.Latency ?? default);
            call.Complete(
                fault.Fault == Fault.None
                    ? RouteOutcome.Served : fault.Fault == Fault.Cancelled ? RouteOutcome.Cancelled : RouteOutcome.Failed,
                fault.Fault, fault.Fault == Fault.None ? entry : null);
        }

        return Result(call, entry, shape, attempt);
    }

    private static async ValueTask<(AttemptRecord, FaultInfo)> WaitAsync(RouteCall call, PlanEntry entry, TargetKey key)
    {
        var result = await BufferedAttempt.SendAsync(call, entry, key, TimeSpan.Zero).ConfigureAwait(false);
        return Cooled(key, result);
    }

    private static async ValueTask<(AttemptRecord, FaultInfo)> ReadAsync(RouteCall call, PlanEntry entry, TargetKey key)
    {
        var result = await StreamAttempt.OpenAsync(call, entry, key, TimeSpan.Zero).ConfigureAwait(false);
        if (result.Stream is not { } stream)
        {
            return Cooled(key, result);
        }

        FaultInfo fault;
        try
        {
            while (await stream.MoveNextAsync().ConfigureAwait(false))
            {
            }

            fault = stream.EndFault();
        }
        catch (Exception e)
        {
            fault = stream.Classify(e);
        }

        var record = stream.End(fault);
        await stream.DisposeAsync().ConfigureAwait(false);
        return (record, fault);
    }

    private static (AttemptRecord, FaultInfo) Cooled(TargetKey key, AttemptResult result)
    {
        if (result.Failure is { } failure)
        {
            key.Health.CoolDownAfter(failure.Fault);
        }

        return (result.Record, result.Failure?.Fault ?? default);
    }

    private static TargetProbe NotAsked(PlannedRoute route, PlanEntry entry, TargetKey key, ModelFeatures shape, SkipReason reason) => new()
    {
        Target = entry.Target.Name,
        Credential = key.Place,
        Route = route.Definition.Name,
        Shape = shape,
        At = route.Runtime.Time.GetUtcNow(),
        SkipReason = reason,
        CostUsd = 0m,
        CostSource = CostSource.Computed,
    };

    private static TargetProbe Result(RouteCall call, PlanEntry entry, ModelFeatures shape, AttemptRecord attempt) => new()
    {
        Target = entry.Target.Name,
        Credential = attempt.Credential,
        Route = call.Definition.Name,
        Shape = shape,
        At = call.StartedAt,
        Fault = attempt.Fault,
        StatusCode = attempt.StatusCode,
        Code = attempt.Code,
        Detail = attempt.Detail,
        Latency = attempt.Latency,
        TimeToFirstToken = attempt.TimeToFirstToken,
        Usage = attempt.Usage,
        CostUsd = attempt.CostUsd,
        CostSource = attempt.CostSource,
    };
}

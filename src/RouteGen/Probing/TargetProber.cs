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
        if ((entry.Slot.Refusal ?? key.Refusal ?? key.Health.TryProbe(out ticket)) is { } refusal)
        {
            return NotAsked(route, entry, key, shape, refusal);
        }

        var call = new RouteCall(route, RouteCaller.None, ProbeRequest.CarrierOf(route, shape), cancellationToken, entry);
        if (await RoomAsync(call, entry, key, ticket).ConfigureAwait(false) is { } full)
        {
            call.Skip(entry, full);
            call.End(RouteOutcome.Failed, Fault.NoTargetAvailable);
            return NotAsked(route, entry, key, shape, full);
        }

        var fault = new FaultInfo(Fault.Cancelled);
        try
        {
            fault = await DrainAsync(Attempt.Start(call, entry, key, TimeSpan.Zero)).ConfigureAwait(false);
            cancellationToken.ThrowIfCancellationRequested();
        }
        finally
        {
            // Also where a hook of the application's threw: its exception is its own to see, and nothing is held back for it.
            var asked = call.Attempts is [var only] ? only : null;
            key.Health.Leave(ticket, fault, asked?.TimeToFirstToken ?? asked?.Latency ?? default);
            call.End(
                fault.Fault == Fault.None
                    ? RouteOutcome.Served : fault.Fault == Fault.Cancelled ? RouteOutcome.Cancelled : RouteOutcome.Failed,
                fault.Fault, fault.Fault == Fault.None ? entry : null);
        }

        return Result(call, entry, shape, call.Attempts[0]);
    }

    /// <summary>Takes room and credit; where there is none, the leave of its breakers is given back.</summary>
    private static async ValueTask<SkipReason?> RoomAsync(RouteCall call, PlanEntry entry, TargetKey key, HealthTicket ticket)
    {
        if (entry.Slot.Load?.TryEnter(entry.Slot.Limits!, call.TokensAt(entry)) is { } full)
        {
            key.Health.Leave(ticket, new(Fault.Cancelled), default);
            return full;
        }

        return (await CallCredits.EnterAsync(call, entry, key, ticket, isOnly: true).ConfigureAwait(false)).Refusal;
    }

    /// <summary>Reads a reply to its end, as a caller would.</summary>
    private static async ValueTask<FaultInfo> DrainAsync(Attempt attempt)
    {
        if (!await attempt.OpenAsync().ConfigureAwait(false))
        {
            attempt.Key.Health.CoolDownAfter(attempt.Failure!.Fault);
            return attempt.Failure.Fault;
        }

        if (!attempt.Delivery.ComesInPieces)
        {
            return default;
        }

        var fault = await attempt.DrainAsync().ConfigureAwait(false);
        attempt.End(fault);
        await attempt.CloseAsync().ConfigureAwait(false);
        return fault;
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

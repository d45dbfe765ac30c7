using RouteGen.Plans;
using RouteGen.Targets;

namespace RouteGen.Calls;

/// <summary>Leave to send a request to a target: of its breakers, and of its own limits.</summary>
internal static class TargetEntry
{
    /// <summary>Asks breaker and limits of a target for leave to send. What is granted is given back as the attempt ends.</summary>
    public static SkipReason? TryEnter(RouteCall call, PlanEntry entry, out TargetKey key, out HealthTicket ticket)
    {
        if (entry.Slot.Keys.TryEnter(out key, out ticket) is { } refusal)
        {
            if (call.Place is { } place && place.Load == entry.Slot.Load)
            {
                call.GiveBackPlace();
            }

            return refusal;
        }

        if (TryLoad(call, entry) is { } full)
        {
            key.Health.Leave(ticket, new(Fault.Cancelled), default);
            return full;
        }

        return null;
    }

    /// <summary>Whether <see cref="TryEnter"/> would give leave.</summary>
    public static bool IsFree(RouteCall call, PlanEntry entry) => entry.Slot.Keys.Peek(out _) is null && IsWithinLimits(call, entry);

    /// <summary>Whether a target's limits leave room for the request.</summary>
    public static bool IsWithinLimits(RouteCall call, PlanEntry entry) =>
        entry.Slot.Load?.Peek(entry.Slot.Limits!, call.TokensAt(entry)) is null;

    /// <summary>Takes the room that a target's limits leave, or the place that the call waited for.</summary>
    public static SkipReason? TryLoad(RouteCall call, PlanEntry entry)
    {
        if (entry.Slot.Load is null && call.Place is null)
        {
            return null;
        }

        if (call.Place is not { } place)
        {
            return entry.Slot.Load!.TryEnter(entry.Slot.Limits!, call.TokensAt(entry));
        }

        if (place.IsFor(entry.Slot.Load, entry.Slot.Limits, call.TokensAt(entry)))
        {
            call.Place = null;
            return null;
        }

        var refusal = entry.Slot.Load?.TryEnter(entry.Slot.Limits!, call.TokensAt(entry));
        if (refusal is null)
        {
            // Another one was free before it.
            call.GiveBackPlace();
        }

        return refusal;
    }
}

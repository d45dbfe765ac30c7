using Polly;
using RouteGen.Attempts;
using RouteGen.Faults;
using RouteGen.Plans;
using RouteGen.Targets;
using RouteGen.Wire;

namespace RouteGen.Calls;

/// <summary>Asks one target of a chain, and asks it again as its faults, the route's retries and the bounds of the call allow.</summary>
internal static class TargetRunner
{
    /// <summary>Retry-After is waited for while another target remains only if it is at most this long.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    /// <summary>Asks one target, and asks it again as its faults and the route's retries allow.</summary>
    public static ValueTask<AttemptResult> AskAsync(RouteCall call, PlanEntry entry, TargetKey key, HealthTicket ticket, bool hasNext)
    {
        var first = SendAsync(call, entry, key, ticket, hasNext, repetition: 0, delay: TimeSpan.Zero);
        // A probe of an open breaker is one request.
        return call.Plan.Retry is null || ticket.IsProbe || (first.IsCompletedSuccessfully && first.Result.Serves)
            ? first
            : RepeatAsync(call, entry, key, hasNext, first);
    }

    private static async ValueTask<AttemptResult> RepeatAsync(
        RouteCall call, PlanEntry entry, TargetKey key, bool hasNext, ValueTask<AttemptResult> asked)
    {
        var first = await asked.ConfigureAwait(false);
        if (first.Failure is not { MayRetry: true })
        {
            return first;
        }

        // Polly is entered with the first failure in hand, so that a call that needs no repetition does not pay for it.
        var now = call.Time.GetTimestamp();
        using var deadline = AttemptTimer.Start(call.Time, now, call.RemainingAt(now), "total", call.CancellationToken);
        var context = ResilienceContextPool.Shared.Get(deadline.Token);
        try
        {
            var repetitions = new Repetitions(call, entry, key, hasNext, first);
            var outcome = await call.Plan.Retry!.ExecuteOutcomeAsync(
                static async (_, repetitions) => Outcome.FromResult<AttemptFailure?>(await repetitions.NextAsync().ConfigureAwait(false)),
                context,
                repetitions).ConfigureAwait(false);
            if (outcome.Exception is null)
            {
                return repetitions.Last;
            }

            call.CancellationToken.ThrowIfCancellationRequested();
            if (outcome.Exception is OperationCanceledException)
            {
                // The total ran out during a wait: the last failure stands.
                return repetitions.Last;
            }

            outcome.ThrowIfException();
            return repetitions.Last;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

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

    /// <summary>Whether a target's limits leave room for the request.</summary>
    public static bool IsWithinLimits(RouteCall call, PlanEntry entry) =>
        entry.Slot.Load?.Peek(entry.Slot.Limits!, call.TokensAt(entry)) is null;

    private static SkipReason? TryLoad(RouteCall call, PlanEntry entry)
    {
        if (call.Place is not { } place)
        {
            return entry.Slot.Load?.TryEnter(entry.Slot.Limits!, call.TokensAt(entry));
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

    private static ValueTask<AttemptResult> SendAsync(
        RouteCall call, PlanEntry entry, TargetKey key, HealthTicket ticket, bool hasNext, int repetition, TimeSpan delay)
    {
        var attempt = SendOnceAsync(call, entry, key, delay);
        if (!attempt.IsCompletedSuccessfully || attempt.Result.Failure is not null)
        {
            attempt = EndAsync(call, entry, key, ticket, hasNext, repetition, attempt);
            return entry.Slot.Keys.AreSeveral ? SendToNextAsync(call, entry, key, hasNext, repetition, attempt) : attempt;
        }

        key.Health.LeaveServed(ticket, attempt.Result.Record.Latency, call.LastEnd);
        return attempt;
    }

    private static ValueTask<AttemptResult> SendOnceAsync(RouteCall call, PlanEntry entry, TargetKey key, TimeSpan delay) =>
        call.Streamed ? StreamAttempt.OpenAsync(call, entry, key, delay) : BufferedAttempt.SendAsync(call, entry, key, delay);

    /// <summary>
    /// What another key could get is asked for with the next one at once, until one serves, none is left, or the call's bounds are reached.
    /// </summary>
    private static async ValueTask<AttemptResult> SendToNextAsync(
        RouteCall call, PlanEntry entry, TargetKey first, bool hasNext, int repetition, ValueTask<AttemptResult> attempt)
    {
        var result = await attempt.ConfigureAwait(false);
        List<TargetKey> tried = [first];
        // A refusal that is billed all the same counts as an attempt of the target, of which the table bounds the number.
        while (result.Failure is { } failure && Blame.IsOfCredential(failure.Fault) && result.Record.CostUsd is 0m
            && MayAskAgain(call, entry) && entry.Slot.Keys.TryNext(tried, out var ticket) is { } key)
        {
            var hasRoom = false;
            try
            {
                hasRoom = await TryRoomAsync(call, entry).ConfigureAwait(false);
            }
            finally
            {
                if (!hasRoom)
                {
                    key.Health.Leave(ticket, new(Fault.Cancelled), default);
                }
            }

            if (!hasRoom)
            {
                break;
            }

            tried.Add(key);
            result = await EndAsync(
                call, entry, key, ticket, hasNext, repetition, SendOnceAsync(call, entry, key, TimeSpan.Zero)).ConfigureAwait(false);
        }

        return result;
    }

    private static async ValueTask<AttemptResult> EndAsync(
        RouteCall call, PlanEntry entry, TargetKey key, HealthTicket ticket, bool hasNext, int repetition, ValueTask<AttemptResult> attempt)
    {
        var left = false;
        try
        {
            var result = await attempt.ConfigureAwait(false);
            key.Health.Leave(ticket, result.Failure?.Fault ?? default, result.Record.Latency, call.LastEnd);
            left = true;
            if (result.Failure is { } failure)
            {
                call.CancellationToken.ThrowIfCancellationRequested();
                key.Health.CoolDownAfter(failure.Fault);
                Decide(call, entry, failure, hasNext, repetition);
            }

            return result;
        }
        finally
        {
            if (!left)
            {
                key.Health.Leave(ticket, new(Fault.Cancelled), default);
            }
        }
    }

    /// <summary>What follows from a failure: what the table says, else the fault's default action, within the bounds of the call.</summary>
    private static void Decide(RouteCall call, PlanEntry entry, AttemptFailure failure, bool hasNext, int repetition)
    {
        var fault = failure.Fault;
        var action = FaultTable.ActionFor(fault.Fault, entry.Rules?.RuleFor(fault.Fault)?.Action);
        var retry = action switch
        {
            FaultAction.Retry => true,
            FaultAction.RetryOnce => repetition == 0,
            FaultAction.NextOrRetryOnce => repetition == 0 && !hasNext,
            _ => false,
        };
        if (fault.RetryAfter is { } wait)
        {
            retry &= wait < call.Remaining && (wait <= ShortWait || !hasNext);
        }

        // A redirect points elsewhere for good, whatever the table says of its fault.
        retry &= !Redirect.Is(fault.StatusCode);
        failure.Action = action;
        failure.MayRetry = retry && MayAskAgain(call, entry);
    }

    /// <summary>Whether the bounds of the call leave one more attempt at a target.</summary>
    private static bool MayAskAgain(RouteCall call, PlanEntry entry) =>
        call.AttemptsLeft > 0 && call.Remaining > TimeSpan.Zero && !WouldExceedCost(call, entry) && IsWithinLimits(call, entry);

    /// <summary>Takes the room for one more attempt; false where there is none left for it, or others took it.</summary>
    private static async ValueTask<bool> TryRoomAsync(RouteCall call, PlanEntry entry) =>
        (call.Budgets is not { } budgets || await budgets.CoverAsync(new[] { entry }).ConfigureAwait(false))
            && TryLoad(call, entry) is null;

    /// <summary>Whether one more attempt could take the call over the route's <c>costUsd</c>.</summary>
    public static bool WouldExceedCost(RouteCall call, PlanEntry entry)
    {
        if (call.Definition.CostLimitUsd is not { } limit)
        {
            return false;
        }

        var spent = 0m;
        foreach (var attempt in call.Attempts)
        {
            spent += attempt.CostUsd ?? 0m;
        }

        // A cost of which not even a bound is known cannot be held to a limit; the build says so, and the call is not refused for it.
        return spent + (RequestCost.WorstCase(call, entry) ?? 0m) > limit;
    }

    /// <summary>The attempts at one target, the first of which has failed already.</summary>
    private sealed class Repetitions(RouteCall call, PlanEntry entry, TargetKey first, bool hasNext, AttemptResult failed)
    {
        private int _count = -1;

        public AttemptResult Last { get; private set; } = failed;

        /// <returns>How it failed; null when it serves.</returns>
        public async ValueTask<AttemptFailure?> NextAsync()
        {
            if (++_count == 0)
            {
                return Last.Failure;
            }

            var delay = Last.Failure!.ActualDelay;
            if (!await TryRoomAsync(call, entry).ConfigureAwait(false))
            {
                Last = Last with { Failure = new AttemptFailure(Last.Failure.Fault) { Action = FaultAction.Next } };
                return Last.Failure;
            }

            // What one key is kept from another may get; a repetition passes over the breakers where none can be used.
            var key = first;
            HealthTicket ticket = default;
            if (entry.Slot.Keys.AreSeveral && entry.Slot.Keys.TryEnter(out var other, out var granted) is null)
            {
                (key, ticket) = (other, granted);
            }

            Last = await SendAsync(call, entry, key, ticket, hasNext, _count, delay).ConfigureAwait(false);
            return Last.Failure;
        }
    }
}

using Polly;
using RouteGen.Costs;
using RouteGen.Faults;
using RouteGen.Health;

namespace RouteGen.Routing;

/// <summary>Asks one target of a chain, and asks it again as its faults, the route's retries and the bounds of the call allow.</summary>
internal static class TargetRunner
{
    /// <summary>Retry-After is waited for while another target remains only if it is at most this long.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(2);

    /// <summary>Asks one target, and asks it again as its faults and the route's retries allow.</summary>
    public static async ValueTask<AttemptResult> AskAsync(RouteCall call, PlanEntry entry, HealthTicket ticket, bool hasNext)
    {
        AttemptResult first = await SendAsync(call, entry, ticket, hasNext, repetition: 0, delay: TimeSpan.Zero).ConfigureAwait(false);
        // A probe of an open breaker is one request.
        if (!first.MayRetry || ticket.IsProbe || call.Plan.Retry is not { } retry)
        {
            return first;
        }

        // Polly is entered with the first failure in hand, so that a call that needs no repetition does not pay for it.
        using var deadline = new AttemptTimer(call.Time, call.Remaining, "total", call.CancellationToken);
        ResilienceContext context = ResilienceContextPool.Shared.Get(deadline.Token);
        try
        {
            Outcome<AttemptResult> outcome = await retry.ExecuteOutcomeAsync(
                static async (_, repetitions) => Outcome.FromResult(await repetitions.NextAsync().ConfigureAwait(false)),
                context,
                new Repetitions(call, entry, hasNext, first)).ConfigureAwait(false);
            if (outcome.Result is { } result)
            {
                return result;
            }

            call.CancellationToken.ThrowIfCancellationRequested();
            if (outcome.Exception is OperationCanceledException)
            {
                // The total ran out during a wait: the last failure stands.
                return first;
            }

            outcome.ThrowIfException();
            return first;
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    /// <summary>Asks breaker and limits of a target for leave to send. What is granted is given back as the attempt ends.</summary>
    public static LeftOutReason? TryEnter(RouteCall call, PlanEntry entry, out HealthTicket ticket)
    {
        if (entry.Slot.Health.TryEnter(out ticket) is { } refusal)
        {
            return refusal;
        }

        if (TryLoad(call, entry) is { } full)
        {
            entry.Slot.Health.Leave(ticket, Fault.Cancelled, default);
            return full;
        }

        return null;
    }

    /// <summary>Whether a target's limits leave room for the request.</summary>
    public static bool IsWithinLimits(RouteCall call, PlanEntry entry) => entry.Slot.Load?.Peek(entry.Slot.Limits!, call.TokensAt(entry)) is null;

    private static LeftOutReason? TryLoad(RouteCall call, PlanEntry entry) => entry.Slot.Load?.TryEnter(entry.Slot.Limits!, call.TokensAt(entry));

    private static async ValueTask<AttemptResult> SendAsync(RouteCall call, PlanEntry entry, HealthTicket ticket, bool hasNext, int repetition, TimeSpan delay)
    {
        var left = false;
        try
        {
            (AttemptRecord record, FaultInfo fault, AttemptReply reply) = call.Streamed
                ? await StreamAttempt.OpenAsync(call, entry, delay).ConfigureAwait(false)
                : await BufferedAttempt.SendAsync(call, entry, delay).ConfigureAwait(false);
            entry.Slot.Health.Leave(ticket, fault.Fault, record.Latency);
            left = true;
            if (reply.Serves)
            {
                return new AttemptResult { Record = record, Reply = reply.Response, Stream = reply.Stream };
            }

            call.CancellationToken.ThrowIfCancellationRequested();
            return Decide(call, entry, record, fault, hasNext, repetition);
        }
        finally
        {
            if (!left)
            {
                entry.Slot.Health.Leave(ticket, Fault.Cancelled, default);
            }
        }
    }

    /// <summary>What follows from a failure: what the table says, else the fault's default action, within the bounds of the call.</summary>
    private static AttemptResult Decide(RouteCall call, PlanEntry entry, AttemptRecord record, FaultInfo fault, bool hasNext, int repetition)
    {
        FaultAction action = entry.Rules?.ActionFor(fault.Fault) ?? FaultTable.ActionFor(fault.Fault);
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

        entry.Slot.Health.CoolDownAfter(fault);

        retry &= call.AttemptsLeft > 0 && call.Remaining > TimeSpan.Zero && !WouldExceedCost(call, entry) && IsWithinLimits(call, entry);
        return new AttemptResult { Record = record, Action = action, MayRetry = retry, RetryDelay = fault.RetryAfter };
    }

    /// <summary>Whether one more attempt could take the call over the route's <c>costUsd</c>.</summary>
    public static bool WouldExceedCost(RouteCall call, PlanEntry entry)
    {
        if (call.Definition.CostLimitUsd is not { } limit)
        {
            return false;
        }

        (var spent, _, _) = AttemptCost.Sum(call.Attempts);
        var next = RequestCost.Dearest(call, entry);

        // An unknown cost cannot be held to a limit; the build says so, and the call is not refused for it.
        return spent + next > limit;
    }

    /// <summary>The attempts at one target, the first of which has failed already.</summary>
    private sealed class Repetitions(RouteCall call, PlanEntry entry, bool hasNext, AttemptResult first)
    {
        private AttemptResult? _last;
        private int _count;

        public async ValueTask<AttemptResult> NextAsync()
        {
            if (_last is null)
            {
                return _last = first;
            }

            if (call.Budgets is { } budgets && !await budgets.CoverAsync(entry, []).ConfigureAwait(false))
            {
                return _last = new AttemptResult { Record = _last.Record, Action = FaultAction.Next };
            }

            if (TryLoad(call, entry) is not null)
            {
                // Others took the room during the wait.
                return _last = new AttemptResult { Record = _last.Record, Action = FaultAction.Next };
            }

            return _last = await SendAsync(call, entry, default, hasNext, ++_count, _last.ActualDelay).ConfigureAwait(false);
        }
    }
}
